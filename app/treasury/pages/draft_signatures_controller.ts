import type { HttpContext } from '@adonisjs/core/http'
import { clock } from '#shared/clock'
import { leaveNotice } from '#shared/http/notice'
import { readForm } from '#shared/http/read_form'
import { Unfit } from '#shared/http/refusals'
import { signDraft } from '../writing/put_in_books.js'
import { versionForm } from './entry_forms.js'

/** Signing an entry as it was read, before it goes in the books. */
export default class DraftSignaturesController {
  async store(ctx: HttpContext) {
    const form = await readForm(ctx, versionForm)
    if (!form.ok) throw new Unfit()
    const id = Number(ctx.params.id)
    const personId = ctx.auth.getUserOrFail().id
    const result = await signDraft(id, form.value.version, personId, clock.now())
    if (result.ok) leaveNotice(ctx, 'draft_signed')
    else leaveNotice(ctx, `draft_${result.refusal}`, 'warning')
    const gone = !result.ok && result.refusal === 'gone'
    const path = gone ? '/treasury/entries' : `/treasury/drafts/${id}`
    return ctx.response.redirect().status(303).toPath(path)
  }
}
