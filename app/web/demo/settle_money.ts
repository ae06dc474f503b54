import type { Client } from 'pg'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { applyPayout } from '#payments/applying/sync_object'
import { makeDemoPayouts, payoutSeen } from '#payments/demo/demo_payouts'
import type { DemoPayout } from '#payments/demo/demo_objects'

/**
 * What two years of payments leave behind: the play bank's payouts of each Monday, its notices of the last three
 * months, and how far each provider has been read. Letters of the past were read long ago.
 */
export async function settleMoney(
  client: Client,
  now: Date,
  transaction: TransactionClientContract
): Promise<void> {
  await makeDemoPayouts(now, transaction)
  await client.query(`update demo_provider_objects set created_at = (body->>'sentAt')::timestamptz,
    changed_at = (body->>'sentAt')::timestamptz where kind = 'payout'`)
  const { rows } = await client.query<{ body: DemoPayout }>(
    `select body from demo_provider_objects where kind = 'payout' order by created_at`
  )
  for (const { body } of rows) await applyPayout('demo', payoutSeen(body, now), transaction)
  await client.query(
    `insert into webhook_inbox (provider, dedupe_key, type, object_kind, object_id, received_at, state, attempts, done_at)
     select 'demo', 'event_' || ref, kind || '.changed', kind, ref, changed_at, 'done', 1, changed_at
       from demo_provider_objects where kind in ('payment', 'subscription') and changed_at > $1
      order by changed_at, ref`,
    [new Date(now.getTime() - 90 * 86_400_000)]
  )
  await client.query(
    `insert into provider_cursors (provider, name, cursor, moved_at)
     select provider, 'changes', to_char($1::timestamptz at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), $1
       from unnest(array['demo', 'transfer', 'cash_cheque']) provider`,
    [now]
  )
  await client.query('delete from outbox_letters')
  await client.query(`delete from graphile_worker._private_jobs`)
}
