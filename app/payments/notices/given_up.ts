import db from '@adonisjs/lucid/services/db'
import { prepared } from '#shared/prepared'
import type { ObjectRef, ProviderName } from '../provider.js'
import { askForReading } from './inbox.js'

/** A notice whose object could not be read ten times in a row. */
export interface NoticeGivenUp {
  id: number
  provider: ProviderName
  type: string
  objectId: string
  receivedAt: Date
  tries: number
  /** What the provider or the line said the last time. */
  error: string | null
}

const GIVEN_UP = {
  name: 'payments.notices_given_up',
  text: `select id, provider, type, object_id as "objectId", received_at as "receivedAt",
      attempts as tries, error
    from webhook_inbox where state = 'dead' order by received_at desc, id desc limit 200`,
}

const COUNT = {
  name: 'payments.count_notices_given_up',
  text: `select count(*)::int as count from webhook_inbox where state = 'dead'`,
}

// All that was given up about the same object: one look answers them together.
const TAKE_UP = {
  name: 'payments.take_notices_up',
  text: `update webhook_inbox set state = 'new', attempts = 0, next_try_at = $2
    where state = 'dead' and (provider, object_kind, object_id) = (
      select provider, object_kind, object_id from webhook_inbox where id = $1 and state = 'dead')
    returning provider, object_kind as kind, object_id as id`,
}

/** Newest first, two hundred at most. */
export function noticesGivenUp(): Promise<NoticeGivenUp[]> {
  return prepared<NoticeGivenUp>(GIVEN_UP, [])
}

export async function countNoticesGivenUp(): Promise<number> {
  const [row] = await prepared<{ count: number }>(COUNT, [])
  return row?.count ?? 0
}

/** Has a notice read again from its first try; false where it is read or waits already. */
export async function readAgain(id: number, at: Date): Promise<boolean> {
  return db.transaction(async (transaction) => {
    const taken = await prepared<ObjectRef & { provider: ProviderName }>(
      TAKE_UP,
      [id, at],
      transaction
    )
    const [first] = taken
    if (!first) return false
    const { provider, ...object } = first
    await askForReading(provider, object, transaction)
    return true
  })
}
