import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { prepared } from '#shared/prepared'
import type { Holding } from './share_amounts.js'

const HOLDINGS = {
  name: 'membership.share_holdings',
  text: `select s.id as "subscriptionId", s.share_cents as "shareCents", sum(m.shares)::int as shares,
      greatest(0, (select coalesce(sum(amount_cents), 0) from share_money y where y.subscription_id = s.id)
        + coalesce(sum(m.shares) filter (where m.cause = 'withdrawn'), 0) * s.share_cents)::bigint as "paidUpCents"
    from share_subscriptions s join share_movements m on m.subscription_id = s.id
    where s.member_id = $1 group by s.id having sum(m.shares) > 0 order by s.signed_at, s.id`,
}

/** The shares that a member holds, by the form that gave them, the oldest first. */
export function holdingsOf(
  memberId: number,
  transaction?: TransactionClientContract
): Promise<Holding[]> {
  return prepared<Holding>(HOLDINGS, [memberId], transaction)
}

/** Shares held, what they are worth at par and what of it is paid, in cents. */
export function totalOf(holdings: readonly Holding[]) {
  return {
    shares: holdings.reduce((sum, one) => sum + one.shares, 0),
    nominalCents: holdings.reduce((sum, one) => sum + one.shares * one.shareCents, 0),
    paidUpCents: holdings.reduce((sum, one) => sum + one.paidUpCents, 0),
  }
}
