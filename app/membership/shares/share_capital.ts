import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { prepared } from '#shared/prepared'

/** The capital of the cooperative at an instant, in cents. */
export interface Capital {
  shares: number
  /** How many members hold at least one. */
  holders: number
  subscribedCents: number
  paidUpCents: number
  /** The highest ever reached, without what was paid and went back again. */
  highestCents: number
  /** Withdrawals take the capital no lower: the rule's amount, and a quarter of the highest at least. */
  floorCents: number
}

const CAPITAL = {
  name: 'membership.share_capital',
  text: `with held as (
      select s.id, s.member_id, sum(m.shares) as shares, s.share_cents,
          sum(m.shares) filter (where m.cause = 'withdrawn') * s.share_cents as withdrawn_cents,
          (select coalesce(sum(amount_cents), 0) from share_money y where y.subscription_id = s.id) as paid_cents
        from share_subscriptions s join share_movements m on m.subscription_id = s.id group by s.id
    )
    select coalesce(sum(shares), 0)::int as shares,
      count(distinct member_id) filter (where shares > 0)::int as holders,
      coalesce(sum(greatest(0, least(shares * share_cents, paid_cents + coalesce(withdrawn_cents, 0)))), 0)::bigint
        as "paidUpCents",
      (select capital_cents from share_capital()) as "subscribedCents",
      (select highest_cents from share_capital()) as "highestCents",
      share_capital_floor($1) as "floorCents"
    from held`,
}

/** What the members have put in together. */
export async function capitalAt(at: Date, transaction?: TransactionClientContract) {
  const [row] = await prepared<Capital>(CAPITAL, [at], transaction)
  if (!row) throw new Error('The capital cannot be summed')
  return row
}

const BY_COLLEGE = {
  name: 'membership.share_capital_by_college',
  text: `select c.name as college, count(distinct s.member_id)::int as holders, sum(m.shares)::int as shares,
      sum(m.shares * s.share_cents)::bigint as cents
    from share_movements m join share_subscriptions s on s.id = m.subscription_id
      join members b on b.id = s.member_id left join colleges c on c.id = b.college_id
    group by c.name having sum(m.shares) > 0 order by c.name nulls last`,
}

/** The capital by college; null for members of none. */
export function capitalByCollege() {
  return prepared<{ college: string | null; holders: number; shares: number; cents: number }>(
    BY_COLLEGE,
    []
  )
}

const LOCK = { name: 'membership.lock_share_capital', text: 'select lock_share_capital()' }

/** Holds the capital until the transaction ends: whoever moves shares waits here, in a statement of its own. */
export async function holdCapital(transaction: TransactionClientContract): Promise<void> {
  await prepared(LOCK, [], transaction)
}
