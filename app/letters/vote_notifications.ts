import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { prepared } from '#shared/prepared'

/** What the app tells of a proposal. */
export const VOTE_NEWS = [
  'discussion_opened',
  'vote_called',
  'vote_reminder',
  'vote_counted',
  'proxy_received',
  'proxy_given',
  'proxy_taken_back',
] as const

export interface VoteNews {
  proposalId: number
  kind: (typeof VOTE_NEWS)[number]
  memberIds: readonly number[]
  /** Who did it, and what tells one such news from another; nobody and once unless said. */
  actorId?: number | null
  distinct?: string
}

const NOTIFY_ALL = {
  name: 'letters.notify_all',
  text: `insert into notifications (person_id, notification_key, kind, actor_id, proposal_id, happened_at)
    select m.person_id, $2 || ':' || $1::bigint || $5, $2, $4::bigint, $1::bigint, $6::timestamptz
      from members m where m.id = any($3::bigint[]) and m.person_id is not null
    on conflict (person_id, notification_key) do nothing`,
}

/** Tells many members in the app with one statement, each of them once. */
export async function notifyAll(
  { proposalId, kind, memberIds, actorId = null, distinct = '' }: VoteNews,
  at: Date,
  transaction: TransactionClientContract
): Promise<void> {
  if (memberIds.length === 0) return
  const values = [proposalId, kind, memberIds, actorId, distinct && `:${distinct}`, at]
  await prepared(NOTIFY_ALL, values, transaction)
}
