import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { bookInTransaction } from '#rulebook/rule_book'
import { done, refused, type Result } from '#shared/result'
import { parisDay } from '#shared/paris'
import { tell } from '#shared/wiring/events'
import type { Acting } from '../cases/acting.js'
import { neverReturns } from '../cases/breaches.js'
import { holdCase } from '../cases/claim.js'
import { undoMeasure } from '../deciding/apply_measure.js'
import { numberOfDecision } from '../deciding/decision_numbers.js'
import { issue } from '../deciding/issue.js'
import { levelOn, lighterOf, type DecidedMeasure } from '../deciding/measure.js'
import { readDecision, type DecisionRead } from '../deciding/read_decision.js'
import { writeLog } from '../log/write_log.js'
import { reviewersOf } from './lodge.js'
import { holdAppeal, readAppeal, type AppealOutcome, type AppealRead } from './read_appeal.js'

/** How an appeal ends; a jury has no reviewer. */
export interface Settlement {
  appealId: number
  outcome: AppealOutcome
  reasons: string
  reviewer: Acting | null
}

export type ReviewRefusal = 'over' | 'no_mandate' | 'for_a_jury' | 'nothing_lighter'

/** What an outcome can be: a report's appeal upholds or reverses; there must be something lighter to vary to. */
export async function outcomesOf(
  appeal: Pick<AppealRead, 'reportId'>,
  decision: DecisionRead,
  at: Date,
  transaction: TransactionClientContract
): Promise<{ outcome: AppealOutcome; measure: DecidedMeasure | null }[]> {
  const book = await bookInTransaction(transaction, at)
  const lighter =
    appeal.reportId === null
      ? lighterOf(decision, book.value('moderation.ladder'), neverReturns(decision.breach))
      : null
  return [
    { outcome: 'upheld', measure: null },
    ...(lighter ? [{ outcome: 'varied' as const, measure: lighter }] : []),
    { outcome: 'reversed', measure: null },
  ]
}

/** Another person answers an appeal, with reasons. */
export async function review(
  {
    appealId,
    personId,
    outcome,
    reasons,
  }: { appealId: number; personId: number; outcome: AppealOutcome; reasons: string },
  at: Date,
  transaction: TransactionClientContract
): Promise<Result<null, ReviewRefusal>> {
  await holdAppeal(appealId, transaction)
  const appeal = await readAppeal(appealId, transaction)
  if (!appeal || appeal.outcome) return refused('over')
  // Everyone drawn declined: then another person answers after all.
  if (appeal.route === 'jury' && appeal.jurors.length > 0) return refused('for_a_jury')
  const decision = await found(appeal.decisionId, transaction)
  const reviewers = await reviewersOf(decision, at, transaction)
  const reviewer = reviewers.find((one) => one.personId === personId)
  if (!reviewer) return refused('no_mandate')
  const possible = await outcomesOf(appeal, decision, at, transaction)
  if (!possible.some((one) => one.outcome === outcome)) return refused('nothing_lighter')
  await settle({ appealId, outcome, reasons, reviewer }, at, transaction)
  return done(null)
}

/**
 * Records an outcome and carries it out: reversed, what was taken comes back exactly and, when a reporter
 * appealed, the case is open again for others; varied, a lighter decision takes the place of the first.
 */
export async function settle(
  { appealId, outcome, reasons, reviewer }: Settlement,
  at: Date,
  transaction: TransactionClientContract
): Promise<void> {
  const appeal = await readAppeal(appealId, transaction)
  if (!appeal) throw new Error(`There is no appeal ${appealId}`)
  const decision = await found(appeal.decisionId, transaction)
  await holdCase(decision.caseId, transaction)
  const possible = await outcomesOf(appeal, decision, at, transaction)
  // A jury may ask for something lighter where there is nothing: then it takes the measure back.
  const given = possible.find((one) => one.outcome === outcome)
  const settled = given?.outcome ?? 'reversed'
  await transaction.table('appeal_outcomes').insert({
    ...{ appeal_id: appealId, outcome, reasons, decided_at: at },
    ...{ reviewer_id: reviewer?.personId ?? null, mandate_id: reviewer?.mandateId ?? null },
  })
  const { caseId, caseNumber, number } = decision
  const said = {
    ...{ case: caseNumber, decision: number, outcome: settled, route: appeal.route },
    ...{ by: appeal.reportId === null ? 'author' : 'reporter' },
    mandate: reviewer?.mandateId ?? null,
  }
  const line = { kind: 'appeal_decided', said, caseId, decisionId: decision.id, appealId } as const
  await writeLog(line, at, transaction)
  // Another appeal may have taken it back before.
  if (settled !== 'upheld' && !decision.annulledAt) {
    await annul(appeal, decision, at, transaction)
    if (given?.measure) {
      await varyTo(given.measure, { appeal, decision, reasons, reviewer }, at, transaction)
    }
  }
  if (reviewer === null) await thankJurors(appeal, at, transaction)
  await tell({ name: 'moderation.appeal_decided', at, appealId, outcome: settled }, transaction)
}

/** How long judging takes, as it counts among the hours given to the network. */
const JURY_MINUTES = 15

/** Jurors who spoke gave their time: it goes to the accounts like any volunteer's, by seat and not by name. */
async function thankJurors(
  { id, jurors }: AppealRead,
  at: Date,
  transaction: TransactionClientContract
) {
  for (const [seat, { voted }] of jurors.entries()) {
    if (!voted) continue
    const hours = { ref: `jury-${id}-${seat + 1}`, minutes: JURY_MINUTES, day: parisDay(at) }
    await tell({ name: 'rota.hours', at, ...hours }, transaction)
  }
}

async function annul(
  appeal: AppealRead,
  decision: DecisionRead,
  at: Date,
  transaction: TransactionClientContract
) {
  await transaction.table('decision_annulments').insert({
    ...{ decision_id: decision.id, appeal_id: appeal.id, annulled_at: at },
    reopens: appeal.reportId !== null,
  })
  await undoMeasure(decision, at, transaction)
  const { caseId, caseNumber, number, act } = decision
  const said = { case: caseNumber, decision: number, act }
  await writeLog(
    { kind: 'restored', said, caseId, decisionId: decision.id, appealId: appeal.id },
    at,
    transaction
  )
}

async function varyTo(
  measure: DecidedMeasure,
  {
    appeal,
    decision,
    reasons,
    reviewer,
  }: {
    appeal: AppealRead
    decision: DecisionRead
    reasons: string
    reviewer: Acting | null
  },
  at: Date,
  transaction: TransactionClientContract
) {
  const book = await bookInTransaction(transaction, at)
  const level = levelOn(measure, book.value('moderation.ladder'))
  if (level === null) throw new Error(`Appeal ${appeal.id} varies to no measure of the network`)
  const [{ id }] = await transaction
    .table('decisions')
    .insert({
      ...{ case_id: decision.caseId, number: await numberOfDecision(decision.caseId, transaction) },
      ...{ decided_by_id: reviewer?.personId ?? null, mandate_id: reviewer?.mandateId ?? null },
      ...{ appeal_id: appeal.id, act: measure.act, days: measure.days, level },
      ...{ breach: decision.breach, ground: decision.ground, clause: decision.clause },
      ...{ facts: decision.facts, why: reasons.slice(0, 2000), signatures_needed: 1 },
      decided_at: at,
    })
    .returning('id')
  await issue(id, at, transaction)
}

async function found(decisionId: number, transaction: TransactionClientContract) {
  const decision = await readDecision(decisionId, transaction)
  if (!decision) throw new Error(`There is no decision ${decisionId}`)
  return decision
}
