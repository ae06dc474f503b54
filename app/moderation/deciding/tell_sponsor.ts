import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { tell } from '#shared/wiring/events'
import type { DecisionRead } from './read_decision.js'

/** Who brought the person that a decision concerns; null when nobody did. */
export async function sponsorOf(
  { authorId }: Pick<DecisionRead, 'authorId'>,
  transaction: TransactionClientContract
): Promise<number | null> {
  const row = await transaction.from('people').where('id', authorId).select('sponsor_id').first()
  return row?.sponsor_id ? Number(row.sponsor_id) : null
}

/** Whether that person was told. */
export async function sponsorTold(
  decisionId: number,
  transaction: TransactionClientContract
): Promise<boolean> {
  const row = await transaction
    .from('decision_sponsor_tellings')
    .where('decision_id', decisionId)
    .first()
  return row !== null
}

/** Tells whoever brought one, once, because one wants them to know. */
export async function tellSponsor(
  decision: DecisionRead,
  at: Date,
  transaction: TransactionClientContract
): Promise<void> {
  const sponsorId = await sponsorOf(decision, transaction)
  if (sponsorId === null) return
  const told = await transaction
    .table('decision_sponsor_tellings')
    .knexQuery.insert({ decision_id: decision.id, told_at: at })
    .onConflict('decision_id')
    .ignore()
    .returning('decision_id')
  if (told.length === 0) return
  const fact = { name: 'moderation.sponsor_told', at, number: decision.number, sponsorId }
  await tell(fact, transaction)
}
