import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { parisDay } from '#shared/paris'
import { prepared } from '#shared/prepared'
import { inPot } from './cover.js'

/** What a payment of dues is for, from what it covers now. Cents; days of Europe/Paris. */
export interface DuesPaid {
  members: number
  planName: string
  /** The one span of all its periods; null where they differ. */
  span: { from: string; to: string | null } | null
  /** What the same periods still lack, when they are paid in parts. */
  restCents: number
  /** What of it completes the dues of who pays less. */
  potCents: number
  /** How many members have paid dues that are for today. */
  payers: number
}

interface Row {
  memberId: number
  planName: string
  from: string
  to: string | null
  dueCents: number
  floorCents: number
  sharesPot: boolean
  paidCents: number
  byPayment: number
}

const COVERED = {
  name: 'membership.covered_by_payment',
  text: `select p.member_id as "memberId", p.plan_name as "planName", p.from_on as "from", p.to_on as "to",
      p.due_cents as "dueCents", p.floor_cents as "floorCents", p.shares_pot as "sharesPot",
      c.paid as "paidCents", c.by_payment as "byPayment"
    from membership_periods p
    cross join lateral (select coalesce(sum(amount_cents), 0)::bigint as paid,
        coalesce(sum(amount_cents) filter (where payment_id = $1), 0)::bigint as by_payment
      from period_coverage where period_id = p.id) c
   where p.id in (select period_id from period_coverage where payment_id = $1)
     and p.cancelled_at is null and c.by_payment > 0 order by p.from_on, p.id`,
}

const PAYERS = {
  name: 'membership.payers_on',
  text: `select count(distinct p.member_id)::int as payers from membership_periods p
   where p.cancelled_at is null and p.from_on <= $1::date and (p.to_on is null or p.to_on >= $1::date)
     and (select coalesce(sum(amount_cents), 0) from period_coverage where period_id = p.id) > 0`,
}

/** What a payment covers; null when it covers nothing. */
export async function duesPaidBy(
  paymentId: number,
  at: Date,
  transaction?: TransactionClientContract
): Promise<DuesPaid | null> {
  const rows = await prepared<Row>(COVERED, [paymentId], transaction)
  const [first] = rows
  if (!first) return null
  const [count] = await prepared<{ payers: number }>(PAYERS, [parisDay(at)], transaction)
  const { from, to, planName } = first
  const isOne = rows.every((row) => row.from === from && row.to === to)
  return {
    members: new Set(rows.map(({ memberId }) => memberId)).size,
    planName,
    span: isOne ? { from, to } : null,
    restCents: rows.reduce((sum, row) => sum + Math.max(0, row.dueCents - row.paidCents), 0),
    potCents: rows.reduce((sum, row) => sum + intoPot(row), 0),
    payers: count?.payers ?? 0,
  }
}

/** Never what was taken from it: nobody is told whose price it completed. */
function intoPot(row: Row): number {
  return Math.max(0, inPot(row, row.paidCents) - inPot(row, row.paidCents - row.byPayment))
}
