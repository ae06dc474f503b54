import type Stripe from 'stripe'
import { parisDay } from '#shared/paris'
import type { MovementSeen, PayoutSeen } from '../provider.js'
import { movementsOf } from './movements.js'
import { idOf, instant, wholeOf } from './ours.js'

const BOOKINGS = ['balance_transaction', 'failure_balance_transaction']

/** What one payout brought to the bank, and what it was made of. */
export async function payoutSeen(stripe: Stripe, id: string): Promise<PayoutSeen> {
  return wholePayout(stripe, await stripe.payouts.retrieve(id, { expand: BOOKINGS }))
}

/** Newest first. */
export async function* payoutsSince(stripe: Stripe, since: Date): AsyncGenerator<PayoutSeen> {
  const list = stripe.payouts.list({
    created: { gte: Math.floor(since.getTime() / 1000) },
    limit: 100,
    expand: BOOKINGS.map((booking) => `data.${booking}`),
  })
  for await (const payout of list) yield wholePayout(stripe, payout)
}

async function wholePayout(stripe: Stripe, payout: Stripe.Payout): Promise<PayoutSeen> {
  const bookings = await stripe.balanceTransactions
    .list({ payout: payout.id, limit: 100, expand: ['data.source'] })
    .autoPagingToArray({ limit: 10_000 })
  const others = bookings.filter(({ type }) => type !== 'payout')
  return {
    ref: payout.id,
    amountCents: payout.amount,
    state: STATES[payout.status] ?? 'pending',
    arrivesOn: parisDay(instant(payout.arrival_date)),
    createdAt: instant(payout.created),
    lines: others.map(lineOf),
    movements: [
      ...others.flatMap(costOf),
      ...movementsOf(payout.balance_transaction, 'payout'),
      ...movementsOf(payout.failure_balance_transaction, 'payout_failure'),
    ],
  }
}

function lineOf(booking: Stripe.BalanceTransaction): PayoutSeen['lines'][number] {
  const source = wholeOf(booking.source)
  const payment = source && 'payment_intent' in source ? source.payment_intent : null
  return {
    ref: booking.id,
    kind: booking.reporting_category,
    paymentRef: idOf(payment),
    grossCents: booking.amount,
    feeCents: booking.fee,
    netCents: booking.net,
  }
}

/** What Stripe bills by itself, not for one payment: it is no payment's movement. */
function costOf(booking: Stripe.BalanceTransaction): MovementSeen[] {
  return COSTS.has(booking.type) ? movementsOf(booking, 'fee') : []
}

const COSTS = new Set<string>(['stripe_fee', 'stripe_fx_fee', 'tax_fee'])

const STATES: Record<string, PayoutSeen['state']> = {
  pending: 'pending',
  in_transit: 'pending',
  paid: 'paid',
  failed: 'failed',
  canceled: 'canceled',
}
