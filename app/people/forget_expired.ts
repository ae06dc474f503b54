import db from '@adonisjs/lucid/services/db'
import { clock } from '#shared/clock'

const MONTH = 30 * 86_400_000

/** Deletes what has had its time: sessions, links, challenges, unconfirmed requests, filters. */
export async function forgetExpired(): Promise<void> {
  const now = clock.now()
  await db.from('sessions').where('expires_at', '<', now).delete()
  await db.from('passkey_challenges').where('expires_at', '<', now).delete()
  await db.from('email_changes').where('expires_at', '<', now).delete()
  await db.from('sign_in_links').where('expires_at', '<', now).delete()
  await db.from('mutes').where('until', '<', now).delete()
  await db.from('word_filters').where('until', '<', now).delete()
  await db.from('spent_challenges').where('expires_at', '<', now).delete()
  await db
    .from('join_requests')
    .whereNull('confirmed_at')
    .where('expires_at', '<', new Date(now.getTime() - MONTH))
    .delete()
  await db.from('rate_limits').where('expire', '<', now.getTime()).delete()
}
