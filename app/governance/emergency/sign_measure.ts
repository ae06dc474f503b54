import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { bookInTransaction, setForAWhile } from '#rulebook/rule_book'
import { done, refused, type Result } from '#shared/result'
import { tell } from '#shared/wiring/events'
import { callVote } from '../calling/call.js'
import { Proposal } from '../proposing/proposal.js'
import { boardMandate, measureCalendar } from './emergency.js'
import { forgetMeasures } from './measures_shared.js'
import { measureRefused, type MeasureRefusal } from './propose_measure.js'
import { holdMeasure, readMeasure } from './read_measures.js'

export type SignatureRefusal = MeasureRefusal | 'own_measure' | 'not_waiting'

/**
 * Another mandate of the board signs a measure: from this instant the rule has its value, until the
 * measure's end, and the members are asked by a vote that closes then. All of it, or nothing.
 */
export async function signMeasure(
  { measureId, personId }: { measureId: number; personId: number },
  at: Date,
  transaction: TransactionClientContract
): Promise<Result<number, SignatureRefusal>> {
  await holdMeasure(measureId, transaction)
  const measure = await readMeasure(measureId, at, transaction)
  if (measure?.stage !== 'waiting') return refused('not_waiting')
  const { key, value, days, title, reasons, proposedById } = measure
  if (proposedById === personId) return refused('own_measure')
  const mandateId = await boardMandate(personId, at, transaction)
  if (mandateId === null) return refused('not_on_the_board')
  // Two measures on one rule are signed one after the other, and the second finds the first.
  await transaction.rawQuery(
    `select pg_advisory_xact_lock(hashtextextended('emergency:' || ?::text, 0))`,
    [key]
  )
  const asked = { key, value, days, title, reasons, personId: proposedById }
  const refusal = await measureRefused(asked, at, transaction)
  if (refusal) return refused(refusal)

  const book = await bookInTransaction(transaction, at)
  const calendar = measureCalendar(days, book.value('votes.open_days'), at)
  const payload = { key, value, measureId }
  const proposal = await Proposal.start(
    { kind: 'emergency_ratification', authorId: proposedById, title, reasons, payload },
    at,
    transaction
  )
  await transaction.table('emergency_measure_signatures').insert({
    measure_id: measureId,
    signed_by_id: personId,
    mandate_id: mandateId,
    proposal_id: proposal.id,
    signed_at: at,
    ends_at: calendar.closesAt,
  })
  await setForAWhile({ key, value, measureId, until: calendar.closesAt }, at, transaction)
  await proposal.openDiscussion(at, transaction)
  const caller = { personId, convenes: true }
  const call = { proposalId: proposal.id, caller, calendar }
  const called = await callVote(call, at, transaction)
  // Half of it must not stand.
  if (!called.ok) throw new Error(`A ratifying vote is refused: ${called.refusal.key}`)
  transaction.after('commit', forgetMeasures)
  await tell({ name: 'governance.measure_taken', at, measureId }, transaction)
  return done(proposal.id)
}

/** Whoever proposed a measure takes it back while nobody has signed it. */
export async function withdrawMeasure(
  { measureId, personId }: { measureId: number; personId: number },
  at: Date,
  transaction: TransactionClientContract
): Promise<Result<null, 'not_waiting'>> {
  await holdMeasure(measureId, transaction)
  const measure = await readMeasure(measureId, at, transaction)
  if (measure?.stage !== 'waiting' || measure.proposedById !== personId) {
    return refused('not_waiting')
  }
  await transaction
    .table('emergency_measure_withdrawals')
    .insert({ measure_id: measureId, withdrawn_at: at })
  return done(null)
}
