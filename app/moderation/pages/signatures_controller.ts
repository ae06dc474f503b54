import type { HttpContext } from '@adonisjs/core/http'
import db from '@adonisjs/lucid/services/db'
import { clock } from '#shared/clock'
import { leaveNotice } from '#shared/http/notice'
import { readForm } from '#shared/http/read_form'
import { NotFound } from '#shared/http/refusals'
import { readDecision } from '../deciding/read_decision.js'
import { setAside, sign } from '../deciding/sign.js'
import { settingAsideForm } from './report_form.js'
import { showCase } from './show_case.js'

/** The second signature, or the refusal of one; the decider may take theirs back. */
export default class SignaturesController {
  async store(ctx: HttpContext) {
    const { id: personId } = ctx.auth.getUserOrFail()
    const decision = await this.#known(ctx)
    const result = await db.transaction((transaction) =>
      sign({ decisionId: decision.id, personId }, clock.now(), transaction)
    )
    if (!result.ok) {
      const form = ctx.i18n.t(`moderation.case.refusals.${result.refusal}`)
      return showCase(ctx, decision.caseId, { errors: { form }, status: 409 })
    }
    leaveNotice(ctx, 'decision_issued')
    return ctx.response.redirect().status(303).toPath('/moderation')
  }

  async refuse(ctx: HttpContext) {
    const { id: personId } = ctx.auth.getUserOrFail()
    const decision = await this.#known(ctx)
    const form = await readForm(ctx, settingAsideForm)
    if (!form.ok) {
      const reason = ctx.i18n.t('moderation.case.needs.reason')
      return showCase(ctx, decision.caseId, { errors: { reason }, status: 422 })
    }
    const { reason } = form.value
    const result = await db.transaction((transaction) =>
      setAside({ decisionId: decision.id, personId, reason }, clock.now(), transaction)
    )
    if (!result.ok) {
      const error = ctx.i18n.t(`moderation.case.refusals.${result.refusal}`)
      return showCase(ctx, decision.caseId, { errors: { form: error }, status: 409 })
    }
    leaveNotice(ctx, 'decision_set_aside')
    return ctx.response.redirect().status(303).toPath(`/moderation/cases/${decision.caseId}`)
  }

  async #known(ctx: HttpContext) {
    const decision = await readDecision(Number(ctx.params.id))
    if (!decision) throw new NotFound()
    return decision
  }
}
