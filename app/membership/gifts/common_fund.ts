import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { prepared } from '#shared/prepared'

const YEAR = 365 * 86_400_000

const RECEIVED = {
  name: 'membership.common_fund_received',
  text: `select coalesce(sum(p.cents), 0)::bigint as cents, (count(*) filter (where p.cents > 0))::int as gifts
    from (select payment_id, sum(amount_cents) as cents from gift_money
           where campaign_id is null and counted_at > $1 and counted_at <= $2 group by payment_id) p`,
}

/** What the common fund received in gifts in a year up to an instant, less what went back. Cents. */
export async function receivedByCommonFund(
  at: Date,
  transaction?: TransactionClientContract
): Promise<{ cents: number; gifts: number }> {
  const since = new Date(at.getTime() - YEAR)
  const [received] = await prepared<{ cents: number; gifts: number }>(
    RECEIVED,
    [since, at],
    transaction
  )
  return received ?? { cents: 0, gifts: 0 }
}
