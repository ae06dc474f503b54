import type { HttpContext } from '@adonisjs/core/http'
import { currentBook } from '#rulebook/rule_book'
import { clock } from '#shared/clock'
import { readForm, type FieldErrors } from '#shared/http/read_form'
import { actingIn } from '../cases/acting.js'
import { isBreach } from '../cases/breaches.js'
import { readCase } from '../cases/read_case.js'
import { unsealText } from '../cases/seal_evidence.js'
import type { NewDecision } from '../deciding/decide.js'
import { ACTS, lasts, type Act } from '../deciding/measure.js'
import { appealUntil } from '../procedure/deadlines.js'
import { decisionLetter } from './decision_letter.js'
import { decisionForm } from './report_form.js'

export type DecisionTyped = Omit<NewDecision, 'caseId' | 'personId'>

const isAct = (word: string): word is Act => (ACTS as readonly string[]).includes(word)

/** Reads a decision; what it lacks comes back beside each question. */
export async function readDecisionForm(
  ctx: HttpContext
): Promise<{ decision: DecisionTyped } | { errors: FieldErrors }> {
  const form = await readForm(ctx, decisionForm)
  const errors: FieldErrors = form.ok ? {} : { ...form.refusal }
  const need = (field: string) => (errors[field] ??= ctx.i18n.t(`moderation.case.needs.${field}`))
  if (!form.ok) {
    for (const field of ['act', 'facts', 'why'])
      if (field in errors) errors[field] = ctx.i18n.t(`moderation.case.needs.${field}`)
    return { errors }
  }
  const { act, days: typed, breach, ground, clause = '', facts, why } = form.value
  if (!isAct(act)) need('act')
  if (!isBreach(breach)) need('breach')
  const days = isAct(act) && lasts(act) && typed ? Number(typed) : null
  if (isAct(act) && lasts(act) && days === null) need('days')
  const grounded = act !== 'dismiss'
  if (grounded && (!ground || clause.length < 3)) need('clause')
  if (Object.keys(errors).length > 0 || !isAct(act) || !isBreach(breach)) return { errors }
  return {
    decision: {
      ...{ act, days, breach, facts, why },
      ground: grounded && ground ? { kind: ground, clause } : null,
    },
  }
}

/** The letter that a decision would send, were it taken now. */
export async function lookedAt(
  ctx: HttpContext,
  caseId: number,
  { act, days, ground, facts, why }: DecisionTyped
): Promise<string[]> {
  const now = clock.now()
  const about = await readCase(caseId)
  const evidence = await unsealText(caseId)
  const book = await currentBook(now)
  const { id: personId } = ctx.auth.getUserOrFail()
  const acting = await actingIn({ caseId, personId }, now)
  if (!about) throw new Error(`There is no case ${caseId}`)
  return decisionLetter(
    {
      ...{ act, days, facts, why, subjectKind: about.subjectKind, source: about.source },
      ...{ ground: ground?.kind ?? null, clause: ground?.clause ?? null },
      ...{ mandateId: acting?.mandateId ?? null, secondMandateIds: [], appealId: null },
      endsAt: days === null ? null : new Date(now.getTime() + days * 86_400_000),
      appealUntil: appealUntil(now, book.value('moderation.appeal_within_days')),
      writtenAt: evidence ? new Date(evidence.writtenAt) : null,
    },
    ctx.i18n
  )
}
