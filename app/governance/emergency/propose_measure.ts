import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { isDeepStrictEqual } from 'node:util'
import { checkValue } from '#rulebook/check_value'
import type { RuleKey } from '#rulebook/declarations'
import { bookInTransaction } from '#rulebook/rule_book'
import { done, refused, type Result } from '#shared/result'
import { tell } from '#shared/wiring/events'
import { boardMandate, DAYS_BETWEEN, isInReach } from './emergency.js'

/** What a measure says: which rule, which value, how long, and why. */
export interface MeasureAsked {
  key: RuleKey
  value: unknown
  title: string
  reasons: string
  days: number
  personId: number
}

export type MeasureRefusal =
  | 'not_on_the_board'
  | 'alone_on_the_board'
  | 'no_charter'
  | 'out_of_reach'
  | 'fixed_by_statutes'
  | 'impossible_value'
  | 'already_so'
  | 'too_long'
  | 'too_soon'

/** Why this measure could not be taken now, whoever signs it; null when it could. */
export async function measureRefused(
  { key, value, days, personId }: MeasureAsked,
  at: Date,
  transaction: TransactionClientContract
): Promise<MeasureRefusal | null> {
  const organisation = await transaction.from('organisation').select('charter_adopted_at').first()
  if (!organisation?.charter_adopted_at) return 'no_charter'
  if ((await boardMandate(personId, at, transaction)) === null) return 'not_on_the_board'
  if ((await onTheBoard(at, transaction)) < 2) return 'alone_on_the_board'
  if (!isInReach(key)) return 'out_of_reach'
  const [locked] = await transaction
    .from('statute_articles')
    .where('rule_key', key)
    .orderBy('id', 'desc')
    .limit(1)
    .select('article')
  if (locked?.article) return 'fixed_by_statutes'
  const checked = await checkValue(key, value)
  if (!checked.ok) return 'impossible_value'
  const book = await bookInTransaction(transaction, at)
  if (isDeepStrictEqual(book.value(key), checked.value)) return 'already_so'
  if (days > book.value('emergency.max_days')) return 'too_long'
  return (await wasLately(key, at, transaction)) ? 'too_soon' : null
}

/** One mandate of the board proposes a measure: nothing changes before another one signs it. */
export async function proposeMeasure(
  asked: MeasureAsked,
  at: Date,
  transaction: TransactionClientContract
): Promise<Result<number, MeasureRefusal>> {
  const refusal = await measureRefused(asked, at, transaction)
  if (refusal) return refused(refusal)
  const checked = await checkValue(asked.key, asked.value)
  if (!checked.ok) return refused('impossible_value')
  const [row] = await transaction
    .table('emergency_measures')
    .insert({
      rule_key: asked.key,
      value: JSON.stringify(checked.value),
      title: asked.title,
      reasons: asked.reasons,
      days: asked.days,
      proposed_by_id: asked.personId,
      mandate_id: await boardMandate(asked.personId, at, transaction),
      proposed_at: at,
    })
    .returning('id')
  const measureId = Number(row.id)
  await tell({ name: 'governance.measure_proposed', at, measureId }, transaction)
  return done(measureId)
}

/** How many people hold a mandate of the board at an instant. */
export async function onTheBoard(
  at: Date,
  transaction: TransactionClientContract
): Promise<number> {
  return (await boardMembers(at, transaction)).length
}

/** Who holds a mandate of the board at an instant. */
export async function boardMembers(
  at: Date,
  transaction: TransactionClientContract
): Promise<number[]> {
  const rows = await transaction
    .from('mandates')
    .distinct('person_id as id')
    .whereIn('role', ['board', 'president'])
    .where('starts_at', '<=', at)
    .where('ends_at', '>', at)
    .whereNotExists((query) =>
      query
        .from('mandate_endings')
        .whereColumn('mandate_id', 'mandates.id')
        .where('ended_at', '<=', at)
    )
  return rows.map(({ id }: { id: unknown }) => Number(id))
}

async function wasLately(key: string, at: Date, transaction: TransactionClientContract) {
  const since = new Date(at.getTime() - DAYS_BETWEEN * 86_400_000)
  const row = await transaction
    .from('emergency_measure_signatures as s')
    .join('emergency_measures as m', 'm.id', 's.measure_id')
    .where('m.rule_key', key)
    .where('s.signed_at', '>', since)
    .first()
  return row !== null
}
