import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { prepared } from '#shared/prepared'

/** What the network took from an account. */
export interface Restriction {
  kind: 'excluded'
  startsAt: Date
  /** The vote that decided it. */
  proposalId: number
}

/** Ends what an account may do, for good, by the vote that is recorded in this transaction. */
export async function exclude(
  { personId, proposalId }: { personId: number; proposalId: number },
  at: Date,
  transaction: TransactionClientContract
): Promise<void> {
  await transaction.table('restrictions').insert({
    ...{ person_id: personId, kind: 'excluded', starts_at: at, ends_at: null },
    ...{ decided_by_proposal_id: proposalId, recorded_at: at },
  })
}

const OF_PERSON = {
  name: 'people.restriction',
  text: `select kind, starts_at as "startsAt", decided_by_proposal_id as "proposalId" from restrictions
    where person_id = $1 and starts_at <= $2 and (ends_at is null or ends_at > $2)
    order by id desc limit 1`,
}

/** What this account may not do at an instant; null for most. */
export async function restrictionOf(
  personId: number,
  at: Date,
  transaction?: TransactionClientContract
): Promise<Restriction | null> {
  const [row] = await prepared<Restriction>(OF_PERSON, [personId, at], transaction)
  return row ?? null
}
