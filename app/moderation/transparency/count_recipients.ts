import db from '@adonisjs/lucid/services/db'
import { parisDay } from '#shared/paris'

/**
 * Once a night: the most accounts that were signed in on one day of the month. Visitors are not counted:
 * nothing here follows them.
 */
export async function countRecipients(at: Date): Promise<void> {
  const month = `${parisDay(at).slice(0, 7)}-01`
  await db.rawQuery(
    `insert into monthly_recipients (month, accounts)
      select ?::date, count(distinct person_id) from sessions where started_at <= ? and expires_at > ?
      on conflict (month) do update set accounts = greatest(monthly_recipients.accounts, excluded.accounts)`,
    [month, at, at] as never
  )
}
