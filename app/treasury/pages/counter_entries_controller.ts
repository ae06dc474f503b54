import type { HttpContext } from '@adonisjs/core/http'
import { clock } from '#shared/clock'
import { leaveNotice } from '#shared/http/notice'
import { readForm } from '#shared/http/read_form'
import { NotFound } from '#shared/http/refusals'
import { counterEntry } from '../writing/counter_entry.js'
import { entryPage } from './entry_controller.js'
import { reasonForm } from './entry_forms.js'

/** Undoing an entry of the books by one the other way round: nothing in them is ever changed. */
export default class CounterEntriesController {
  async store(ctx: HttpContext) {
    const { params, i18n } = ctx
    const form = await readForm(ctx, reasonForm)
    if (!form.ok) return entryPage(ctx, form.refusal)
    const of = { year: Number(params.year), number: Number(params.number) }
    const personId = ctx.auth.getUserOrFail().id
    const result = await counterEntry(of, form.value.reason, personId, clock.now())
    if (!result.ok && result.refusal === 'no_entry') throw new NotFound()
    if (!result.ok) {
      return entryPage(ctx, { reason: i18n.t(`treasury.refusals.${result.refusal}`) })
    }
    leaveNotice(ctx, 'counter_written')
    return ctx.response.redirect().status(303).toPath(`/treasury/drafts/${result.value}`)
  }
}
