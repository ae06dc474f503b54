import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { parisDay } from '#shared/paris'
import { prepared } from '#shared/prepared'

export type CoverCause = 'paid' | 'failed' | 'refund' | 'dispute'

/** A period that a payment is for, and what of it. */
export interface Link {
  periodId: number
  memberId: number
  planCode: string
  expectedCents: number
  cancelled: boolean
}

const LINKS = {
  name: 'membership.links_of_payment',
  text: `select l.period_id as "periodId", p.member_id as "memberId", p.plan_code as "planCode",
      l.expected_cents as "expectedCents",
      p.cancelled_at is not null as cancelled
    from period_payments l join membership_periods p on p.id = l.period_id
      left join dues_order_members m on m.order_id = p.order_id and m.member_id = p.member_id
    where l.payment_id = $1 order by m.position nulls last, l.period_id`,
}

const LINK = {
  name: 'membership.link_payment',
  text: `insert into period_payments (period_id, payment_id, expected_cents, linked_at)
    values ($1, $2, $3, $4) on conflict (period_id, payment_id) do nothing`,
}

const COVERED = {
  name: 'membership.covered',
  text: `select p.due_cents as "dueCents", p.floor_cents as "floorCents", p.shares_pot as "sharesPot",
      coalesce((select sum(amount_cents) from period_coverage where period_id = p.id), 0)::bigint as "paidCents",
      coalesce((select sum(amount_cents) from period_coverage where period_id = p.id and payment_id = $2), 0)::bigint
        as "byPayment"
    from membership_periods p where p.id = $1`,
}

const COVER = {
  name: 'membership.cover',
  text: `insert into period_coverage (period_id, payment_id, amount_cents, cause, counted_at)
    values ($1, $2, $3, $4, $5)`,
}

const POT = {
  name: 'membership.pot_entry',
  text: `insert into solidarity_pot_entries (amount_cents, cause, counted_on) values ($1, $2, $3)`,
}

/** The periods that a payment is for, in the order of the order's members. */
export function linksOf(paymentId: number, transaction: TransactionClientContract) {
  return prepared<Link>(LINKS, [paymentId], transaction)
}

export async function linkPayment(
  link: { periodId: number; paymentId: number; expectedCents: number },
  at: Date,
  transaction: TransactionClientContract
): Promise<void> {
  await prepared(LINK, [link.periodId, link.paymentId, link.expectedCents, at], transaction)
}

/**
 * Brings what a payment covers of a period to what is there of it; the difference is a row. Called
 * twice with the same amount, it does nothing more. Returns the difference, in cents.
 */
export async function coverPeriod(
  cover: { periodId: number; paymentId: number; cents: number; cause: CoverCause },
  at: Date,
  transaction: TransactionClientContract
): Promise<number> {
  const { periodId, paymentId, cents, cause } = cover
  const [before] = await prepared<Covered>(COVERED, [periodId, paymentId], transaction)
  if (!before) throw new Error(`There is no period ${periodId}`)
  const difference = cents - before.byPayment
  if (difference === 0) return 0
  const why = difference > 0 && cause !== 'paid' ? 'restored' : cause
  await prepared(COVER, [periodId, paymentId, difference, why, at], transaction)
  const pot = inPot(before, before.paidCents + difference) - inPot(before, before.paidCents)
  if (pot !== 0) {
    const word = difference < 0 ? 'given_back' : pot > 0 ? 'beyond_floor' : 'price'
    // The day only: an instant would tell whose it is.
    await prepared(POT, [pot, word, parisDay(at)], transaction)
  }
  return difference
}

/** What the solidarity pot holds, in cents, and how many prices it has completed. */
export async function solidarityPot(transaction?: TransactionClientContract) {
  const [pot] = await prepared<{ balanceCents: number; prices: number }>(
    {
      name: 'membership.solidarity_pot',
      text: `select coalesce(sum(amount_cents), 0)::bigint as "balanceCents",
        count(*) filter (where cause = 'price')::int as prices from solidarity_pot_entries`,
    },
    [],
    transaction
  )
  return { balanceCents: Math.max(0, pot?.balanceCents ?? 0), prices: pot?.prices ?? 0 }
}

interface Priced {
  dueCents: number
  floorCents: number
  sharesPot: boolean
}

interface Covered extends Priced {
  paidCents: number
  byPayment: number
}

/** What a period puts into the pot, or takes from it (negative), when so much of it is paid. */
export function inPot({ sharesPot, dueCents, floorCents }: Priced, paidCents: number): number {
  if (!sharesPot) return 0
  if (dueCents >= floorCents) return Math.max(0, Math.min(paidCents, dueCents) - floorCents)
  return paidCents >= dueCents ? dueCents - floorCents : 0
}
