import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { prepared } from '#shared/prepared'
import type { PeriodKind, Span } from './periods.js'
import type { CoveredPeriod } from './standing.js'

/** A period of someone's, with what covers it. */
export interface MemberPeriod extends CoveredPeriod {
  id: number
  memberId: number
  orderId: number | null
  planCode: string
  planName: string
  kind: PeriodKind
  anchorDay: number
  floorCents: number
  sharesPot: boolean
  source: 'payment' | 'free' | 'recorded'
}

const PERIODS = {
  name: 'membership.periods_of',
  text: `select p.id, p.member_id as "memberId", p.order_id as "orderId", p.plan_code as "planCode",
      p.plan_name as "planName", p.kind, p.anchor_day as "anchorDay", p.from_on as "from", p.to_on as "to",
      p.due_cents as "dueCents", p.floor_cents as "floorCents", p.shares_pot as "sharesPot", p.instalments,
      p.asked_on as "askedOn", p.source,
      (select coalesce(sum(c.amount_cents), 0)::bigint from period_coverage c where c.period_id = p.id) as "paidCents",
      (select coalesce(sum(l.expected_cents), 0)::bigint from period_payments l join payments y on y.id = l.payment_id
        where l.period_id = p.id and y.state = 'pending') as "pendingCents"
    from membership_periods p where p.member_id = $1 and p.cancelled_at is null order by p.from_on`,
}

/** The periods of a member in order of time, those cancelled left out. */
export function periodsOf(
  memberId: number,
  transaction?: TransactionClientContract
): Promise<MemberPeriod[]> {
  return prepared<MemberPeriod>(PERIODS, [memberId], transaction)
}

/** Whether what was paid, with what is on its way, makes the first part due at least. */
export function isPaidFor({ dueCents, instalments, paidCents, pendingCents }: CoveredPeriod) {
  return paidCents + pendingCents >= Math.ceil(dueCents / instalments)
}

/** Nothing was paid of it, and nothing is on its way. */
export function isEmpty({ dueCents, paidCents, pendingCents }: CoveredPeriod): boolean {
  return dueCents > 0 && paidCents === 0 && pendingCents === 0
}

export function includes({ from, to }: Span, day: string): boolean {
  return from <= day && (to === null || day <= to)
}

/** Takes a period out of the count; it stays on record. */
export async function cancelPeriod(
  periodId: number,
  cause: 'never_paid' | 'left' | 'mistake',
  at: Date,
  transaction: TransactionClientContract
): Promise<void> {
  await transaction
    .from('membership_periods')
    .where('id', periodId)
    .whereNull('cancelled_at')
    .update({ cancelled_at: at, cancel_cause: cause })
}
