import type Stripe from 'stripe'
import type { DisputeSeen, RefundSeen } from '../provider.js'
import { idOf, instant, keyOf } from './ours.js'

/** A charge with all that came after it. */
export interface WholeCharge {
  charge: Stripe.Charge
  refunds: Stripe.Refund[]
  disputes: Stripe.Dispute[]
}

// Four levels is the most that Stripe expands.
const EXPAND = [
  'data.balance_transaction',
  'data.failure_balance_transaction',
  'data.refunds.data.balance_transaction',
  'data.refunds.data.failure_balance_transaction',
]

/** The charges of one payment intent or of one customer, by the payment intent each is of. */
export async function chargesBy(
  stripe: Stripe,
  filter: { payment_intent: string } | { customer: string },
  wanted: (paymentIntentId: string) => boolean
): Promise<Map<string, WholeCharge[]>> {
  const found = new Map<string, WholeCharge[]>()
  for await (const charge of stripe.charges.list({ ...filter, limit: 100, expand: EXPAND })) {
    const paymentIntentId = idOf(charge.payment_intent)
    if (!paymentIntentId || !wanted(paymentIntentId)) continue
    const whole = {
      charge,
      refunds: await refundsOf(stripe, charge),
      disputes: await disputesOf(stripe, charge),
    }
    found.set(paymentIntentId, [...(found.get(paymentIntentId) ?? []), whole])
  }
  return found
}

/** The expanded list holds ten: the others are asked for. */
async function refundsOf(stripe: Stripe, { id, refunds }: Stripe.Charge) {
  if (!refunds?.has_more) return refunds?.data ?? []
  const expand = ['data.balance_transaction', 'data.failure_balance_transaction']
  return stripe.refunds.list({ charge: id, limit: 100, expand }).autoPagingToArray({ limit: 1000 })
}

function disputesOf(stripe: Stripe, { id, disputed }: Stripe.Charge): Promise<Stripe.Dispute[]> {
  if (!disputed) return Promise.resolve([])
  return stripe.disputes.list({ charge: id, limit: 100 }).autoPagingToArray({ limit: 100 })
}

/** One refund, whoever asked for it. */
export function refundSeen(refund: Stripe.Refund): RefundSeen {
  return {
    ref: refund.id,
    amountCents: refund.amount,
    state: REFUND_STATES[refund.status ?? ''] ?? 'pending',
    createdAt: instant(refund.created),
    ours: keyOf(refund.metadata),
  }
}

/** One dispute; null for a bank's question that withdraws nothing. */
export function disputeSeen(dispute: Stripe.Dispute): DisputeSeen | null {
  const state = DISPUTE_STATES[dispute.status]
  if (!state) return null
  const bookings = dispute.balance_transactions
  const given = bookings.find((booking) => booking.amount > 0)
  return {
    ref: dispute.id,
    amountCents: dispute.amount,
    feeCents: bookings.reduce((sum, booking) => sum + booking.fee, 0),
    state,
    reason: dispute.reason,
    openedAt: instant(dispute.created),
    // Stripe dates a dispute that was won by the money given back, one that was lost not at all.
    closedAt: state === 'won' && given ? instant(given.created) : null,
  }
}

const REFUND_STATES: Record<string, RefundSeen['state']> = {
  succeeded: 'done',
  failed: 'failed',
  canceled: 'failed',
}

const DISPUTE_STATES: Record<string, DisputeSeen['state']> = {
  needs_response: 'open',
  under_review: 'open',
  won: 'won',
  lost: 'lost',
  appeal_needs_response: 'lost',
  appeal_under_review: 'lost',
}
