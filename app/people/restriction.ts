import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { prepared } from '#shared/prepared'

/** What the network took from an account: everything, by a vote; or writing, for a while. */
export type Restriction =
  | { kind: 'excluded'; startsAt: Date; proposalId: number }
  | { kind: 'paused'; startsAt: Date; endsAt: Date; decisionId: number }

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

/** Until an instant the account writes nothing, by the decision that is issued in this transaction. */
export async function pause(
  { personId, decisionId, until }: { personId: number; decisionId: number; until: Date },
  at: Date,
  transaction: TransactionClientContract
): Promise<void> {
  await transaction.table('restrictions').insert({
    ...{ person_id: personId, kind: 'paused', starts_at: at, ends_at: until },
    ...{ decision_id: decisionId, recorded_at: at },
  })
}

/** Ends the pause of a decision before its time; does nothing when it is over or lifted. */
export async function liftPause(
  decisionId: number,
  at: Date,
  transaction: TransactionClientContract
): Promise<void> {
  await transaction.rawQuery(
    `insert into restriction_liftings (restriction_id, lifted_at)
      select id, ? from restrictions where decision_id = ? and ends_at > ? on conflict do nothing`,
    [at, decisionId, at] as never
  )
}

/** What makes a restriction `r` stand at an instant: a lifted pause no longer does. */
export const inForce = (
  at: string
) => `r.starts_at <= ${at} and (r.ends_at is null or r.ends_at > ${at})
      and not exists (select from restriction_liftings l where l.restriction_id = r.id and l.lifted_at <= ${at})`

const OF_PERSON = {
  name: 'people.restriction',
  text: `select kind, starts_at as "startsAt", ends_at as "endsAt", decided_by_proposal_id as "proposalId",
      decision_id as "decisionId" from restrictions r
    where person_id = $1 and ${inForce('$2')} order by kind, ends_at desc limit 1`,
}

/** What this account may not do at an instant, the hardest first; null for most. */
export async function restrictionOf(
  personId: number,
  at: Date,
  transaction?: TransactionClientContract
): Promise<Restriction | null> {
  const [row] = await prepared<Restriction>(OF_PERSON, [personId, at], transaction)
  return row ?? null
}
