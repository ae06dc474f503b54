import type { HttpContext } from '@adonisjs/core/http'
import { clock } from '#shared/clock'
import { leaveNotice } from '#shared/http/notice'
import { readForm } from '#shared/http/read_form'
import { Unfit } from '#shared/http/refusals'
import { entryOfDraft } from '../reading/drafts.js'
import { putInBooks } from '../writing/put_in_books.js'
import { validationForm } from './entry_forms.js'

/** Putting a draft in the books, from where it never changes. */
export default class DraftValidationController {
  async store(ctx: HttpContext) {
    const form = await readForm(ctx, validationForm)
    if (!form.ok) throw new Unfit()
    const id = Number(ctx.params.id)
    const personId = ctx.auth.getUserOrFail().id
    const spend = Number(form.value.spend || 0) || null
    const result = await putInBooks(id, form.value.version, personId, clock.now(), spend)
    // Sent twice: the first time has put it there.
    const became = result.ok ? result.value : await entryOfDraft(id)
    if (became) {
      leaveNotice(ctx, 'entry_in_books')
      const path = `/treasury/entries/${became.year}/${became.number}`
      return ctx.response.redirect().status(303).toPath(path)
    }
    if (!result.ok) leaveNotice(ctx, `draft_${result.refusal}`, 'warning')
    const gone = !result.ok && result.refusal === 'gone'
    const path = gone ? '/treasury/entries' : `/treasury/drafts/${id}`
    return ctx.response.redirect().status(303).toPath(path)
  }
}
