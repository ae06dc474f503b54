import type { HttpContext } from '@adonisjs/core/http'
import db from '@adonisjs/lucid/services/db'
import { clock } from '#shared/clock'
import { leaveNotice } from '#shared/http/notice'
import { decide } from '../deciding/decide.js'
import { knownCase } from './known_case.js'
import { lookedAt, readDecisionForm } from './read_decision_form.js'
import { showCase } from './show_case.js'

const FIELDS: Record<string, string> = {
  days_wrong: 'days',
  returns: 'act',
  no_ground: 'clause',
  no_such_measure: 'act',
  not_a_member: 'act',
  only_posts: 'act',
}

/** Taking a decision: looked at first as its author will read it, then taken. */
export default class DecisionsController {
  async handle(ctx: HttpContext) {
    const { id: personId } = ctx.auth.getUserOrFail()
    const caseId = await knownCase(ctx)
    const read = await readDecisionForm(ctx)
    if ('errors' in read) return showCase(ctx, caseId, { errors: read.errors, status: 422 })
    if (ctx.request.input('step') !== 'take') {
      return showCase(ctx, caseId, { letter: await lookedAt(ctx, caseId, read.decision) })
    }
    const decision = { ...read.decision, caseId, personId }
    const result = await db.transaction((transaction) => decide(decision, clock.now(), transaction))
    if (!result.ok) {
      const field = FIELDS[result.refusal] ?? 'form'
      const error = ctx.i18n.t(`moderation.case.refusals.${result.refusal}`)
      const status = field === 'form' ? 409 : 422
      return showCase(ctx, caseId, { errors: { [field]: error }, status })
    }
    leaveNotice(ctx, result.value.issued ? 'decision_issued' : 'decision_waits')
    return ctx.response.redirect().status(303).toPath('/moderation')
  }
}
