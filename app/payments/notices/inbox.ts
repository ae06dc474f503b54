import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { enqueue } from '#shared/jobs/queue'
import { prepared } from '#shared/prepared'
import type { Notice, ProviderName } from '../provider.js'
import { RECEIVE_NOTICE } from './receive_statement.js'

export const READ_NOTICES = 'read_notices'

/**
 * Keeps a verified notice and asks for it to be read, both or neither: once we have answered yes, it
 * is not lost. The same notice again is one that we have.
 */
export async function receiveNotices(
  provider: ProviderName,
  notices: Notice[],
  sent: { raw: Buffer; headers: Record<string, string> },
  at: Date
): Promise<void> {
  const headers = JSON.stringify(sent.headers)
  const keep = ({ dedupeKey, type, object }: Notice, transaction?: TransactionClientContract) => {
    const { task, payload, key } = reading(provider, object)
    const notice = [provider, dedupeKey, type, object.kind, object.id, sent.raw, headers, at]
    return prepared(RECEIVE_NOTICE, [...notice, task, JSON.stringify(payload), key], transaction)
  }
  const [only, ...others] = notices
  if (only && others.length === 0) return void (await keep(only))
  await db.transaction(async (transaction) => {
    for (const notice of notices) await keep(notice, transaction)
  })
}

/** One job reads all that waits about an object, however many notices spoke of it. */
function reading(provider: ProviderName, object: Notice['object']) {
  const key = `notice:${provider}:${object.kind}:${object.id}`
  return { task: READ_NOTICES, payload: { provider, ...object }, key }
}

/** Asks for all that waits about an object to be read. */
export function askForReading(
  provider: ProviderName,
  object: Notice['object'],
  transaction: TransactionClientContract
): Promise<void> {
  const { task, payload, key } = reading(provider, object)
  return enqueue(task, payload, transaction, { key, attempts: 3 })
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
      await askForReading(provider, { kind, id }, transaction)
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
