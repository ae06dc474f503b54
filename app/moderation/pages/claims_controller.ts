import type { HttpContext } from '@adonisjs/core/http'
import db from '@adonisjs/lucid/services/db'
import { clock } from '#shared/clock'
import { leaveNotice } from '#shared/http/notice'
import { claimCase, releaseCase, stepAside } from '../cases/claim.js'
import { knownCase } from './known_case.js'
import { showCase } from './show_case.js'

/** Taking a case in hand, giving it back, and saying that one would rather not. */
export default class ClaimsController {
  async store(ctx: HttpContext) {
    const { id: personId } = ctx.auth.getUserOrFail()
    const caseId = await knownCase(ctx)
    const result = await db.transaction((transaction) =>
      claimCase({ caseId, personId }, clock.now(), transaction)
    )
    if (!result.ok) {
      const form = ctx.i18n.t(`moderation.case.refusals.${result.refusal}`)
      return showCase(ctx, caseId, { errors: { form }, status: 409 })
    }
    return ctx.response.redirect().status(303).toPath(`/moderation/cases/${caseId}`)
  }

  async release(ctx: HttpContext) {
    const { id: personId } = ctx.auth.getUserOrFail()
    const caseId = await knownCase(ctx)
    await db.transaction((transaction) =>
      releaseCase({ caseId, personId }, clock.now(), transaction)
    )
    leaveNotice(ctx, 'case_released')
    return ctx.response.redirect().status(303).toPath('/moderation')
  }

  async stepAside(ctx: HttpContext) {
    const { id: personId } = ctx.auth.getUserOrFail()
    const caseId = await knownCase(ctx)
    await db.transaction((transaction) => stepAside({ caseId, personId }, clock.now(), transaction))
    leaveNotice(ctx, 'case_left')
    return ctx.response.redirect().status(303).toPath('/moderation')
  }
}
