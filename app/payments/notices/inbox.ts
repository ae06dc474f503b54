import db from '@adonisjs/lucid/services/db'
import { enqueue } from '#shared/jobs/queue'
import { prepared } from '#shared/prepared'
import type { Notice, ProviderName } from '../provider.js'

export const READ_NOTICES = 'read_notices'

const INSERT = {
  name: 'payments.receive_notice',
  text: `insert into webhook_inbox (provider, dedupe_key, type, object_kind, object_id, raw, headers, received_at, next_try_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $8) on conflict (provider, dedupe_key) do nothing returning id`,
}

/**
 * Keeps a verified notice and asks for it to be read, in one transaction: once we have answered
 * yes, it is not lost. The same notice again is one that we have.
 */
export async function receiveNotices(
  provider: ProviderName,
  notices: Notice[],
  sent: { raw: Buffer; headers: Record<string, string> },
  at: Date
): Promise<void> {
  await db.transaction(async (transaction) => {
    for (const { dedupeKey, type, object } of notices) {
      const headers = JSON.stringify(sent.headers)
      const values = [provider, dedupeKey, type, object.kind, object.id, sent.raw, headers, at]
      const [kept] = await prepared<{ id: number }>(INSERT, values, transaction)
      if (kept) await enqueueReading(provider, object, transaction)
    }
  })
}

/** One job reads all that waits about an object, however many notices spoke of it. */
function enqueueReading(
  provider: ProviderName,
  object: Notice['object'],
  transaction: Parameters<typeof enqueue>[2]
) {
  const key = `notice:${provider}:${object.kind}:${object.id}`
  return enqueue(READ_NOTICES, { provider, ...object }, transaction, { key, attempts: 3 })
}

const DUE = {
  name: 'payments.due_notices',
  text: `select distinct provider, object_kind as kind, object_id as id from webhook_inbox
    where state in ('new', 'failed') and next_try_at <= $1 limit 500`,
}

/** Asks again for what failed and is due, and for what a crash left unread. */
export async function askForDueNotices(at: Date): Promise<void> {
  const due = await prepared<Notice['object'] & { provider: ProviderName }>(DUE, [at])
  await db.transaction(async (transaction) => {
    for (const { provider, kind, id } of due) {
      await enqueueReading(provider, { kind, id }, transaction)
    }
  })
}

const PURGE = {
  name: 'payments.purge_notices',
  text: `update webhook_inbox set raw = null, headers = '{}' where raw is not null and received_at < $1`,
}

const DAY = 86_400_000
const KEPT_DAYS = 90

/** Notices hold personal data: what they said word for word goes after ninety days. */
export async function purgeNotices(at: Date): Promise<void> {
  await prepared(PURGE, [new Date(at.getTime() - KEPT_DAYS * DAY)])
}
