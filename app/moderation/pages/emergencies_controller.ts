import type { HttpContext } from '@adonisjs/core/http'
import db from '@adonisjs/lucid/services/db'
import { clock } from '#shared/clock'
import { leaveNotice } from '#shared/http/notice'
import { isBreach } from '../cases/breaches.js'
import { hideAtOnce } from '../deciding/hide_at_once.js'
import { knownCase } from './known_case.js'
import { showCase } from './show_case.js'

/** Hiding what cannot wait, alone, for a day. */
export default class EmergenciesController {
  async handle(ctx: HttpContext) {
    const { id: personId } = ctx.auth.getUserOrFail()
    const caseId = await knownCase(ctx)
    const typed = String(ctx.request.input('breach') ?? '')
    const breach = isBreach(typed) ? typed : 'other'
    const result = await db.transaction((transaction) =>
      hideAtOnce({ caseId, personId, breach }, clock.now(), transaction)
    )
    if (!result.ok) {
      const form = ctx.i18n.t(`moderation.case.refusals.${result.refusal}`)
      return showCase(ctx, caseId, { errors: { form }, status: 409 })
    }
    leaveNotice(ctx, 'hidden_at_once')
    return ctx.response.redirect().status(303).toPath(`/moderation/cases/${caseId}`)
  }
}
