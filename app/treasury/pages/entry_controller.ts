import type { HttpContext } from '@adonisjs/core/http'
import { dateLabel } from '#shared/date_label'
import { page } from '#shared/http/page'
import type { FieldErrors } from '#shared/http/read_form'
import { NotFound } from '#shared/http/refusals'
import { entry } from '../reading/entry.js'
import { entryView } from './entry_view.js'
import { paidByFacts } from './vote_for_draft.js'

/** An entry of the books: in words, in double entry, with its papers and its place in the chain. */
export default class EntryController {
  async handle(ctx: HttpContext) {
    return entryPage(ctx)
  }
}

/** The page of the entry that the address names; refused with a sentence when asked to undo it. */
export async function entryPage(ctx: HttpContext, errors: FieldErrors = {}) {
  const { i18n, params, viewer, request } = ctx
  const found = await entry(Number(params.year), Number(params.number))
  if (!found) throw new NotFound()
  const keeps = viewer?.may('treasury.keep') ?? false
  return page(
    ctx,
    'treasury/entry',
    {
      entry: found,
      ...entryView(found, i18n),
      paidBy: await paidByFacts(found, ctx),
      validatedLabel: dateLabel(found.validatedAt, i18n.locale),
      mayUndo: keeps && found.reversedBy === null && found.origin !== 'opening',
      reason: request.input('reason'),
      errors,
    },
    Object.keys(errors).length > 0 ? 422 : 200
  )
}
