import { book, bookCharge } from './bookings.js'
import { refuse } from './refusal.js'
import type { Store } from './store.js'
import type { Charge, Dispute, Refund } from './things.js'

const DISPUTE_FEE = 2000

/** Money given back, by the API or in the dashboard. */
export function refundCharge(
  store: Store,
  paymentId: string,
  asked: { amount: number | null; metadata: Record<string, string> }
): Refund {
  const charge = paidChargeOf(store, paymentId)
  const left = charge.amount - charge.amount_refunded
  const amount = asked.amount ?? left
  if (charge.disputed) refuse('charge_disputed', 'The charge has been charged back')
  if (left === 0) refuse('charge_already_refunded', 'It has already been refunded')
  if (amount < 1) refuse('parameter_invalid_integer', 'At least one cent', 'amount')
  if (amount > left) {
    refuse('parameter_invalid', 'Refund amount is greater than unrefunded amount', 'amount')
  }
  const isCard = charge.payment_method_details.type === 'card'
  const refund = store.add<'refund'>({
    id: store.id(isCard ? 're' : 'pyr'),
    object: 'refund',
    amount,
    balance_transaction: null,
    charge: charge.id,
    created: store.now,
    currency: 'eur',
    metadata: asked.metadata,
    payment_intent: paymentId,
    status: 'succeeded',
  })
  refund.balance_transaction = book(store, {
    type: isCard ? 'refund' : 'payment_refund',
    category: 'refund',
    amount: -amount,
    source: refund.id,
  }).id
  charge.amount_refunded += amount
  charge.refunded = charge.amount_refunded === charge.amount
  store.happened('charge.refunded', charge)
  store.happened('refund.created', refund)
  return refund
}

/** The payer's bank does not take it: the money is on the account again. */
export function refundFails(store: Store, id: string): void {
  const refund = store.get('refund', id)
  const charge = store.get('charge', refund.charge)
  refund.status = 'failed'
  refund.failure_balance_transaction = book(store, {
    type: 'refund_failure',
    category: 'refund_failure',
    amount: refund.amount,
    source: refund.id,
  }).id
  charge.amount_refunded -= refund.amount
  charge.refunded = false
  store.happened('refund.failed', refund)
}

/** The payer takes the money back through the bank; of a debit nothing can be contested. */
export function openDispute(store: Store, paymentId: string, reason: string): Dispute {
  const charge = paidChargeOf(store, paymentId)
  bookCharge(store, charge)
  const isCard = charge.payment_method_details.type === 'card'
  const dispute = aDispute(store, charge, reason, isCard ? 'needs_response' : 'lost')
  dispute.balance_transactions.push(
    book(store, {
      type: 'adjustment',
      category: 'dispute',
      amount: -charge.amount,
      fee: isCard ? DISPUTE_FEE : 750,
      source: dispute.id,
    })
  )
  charge.disputed = true
  store.happened('charge.dispute.created', dispute)
  store.happened('charge.dispute.funds_withdrawn', dispute)
  if (!isCard) store.happened('charge.dispute.closed', dispute)
  return dispute
}

/** The bank asks before it withdraws anything. */
export function inquire(store: Store, paymentId: string): Dispute {
  const charge = paidChargeOf(store, paymentId)
  charge.disputed = true
  const inquiry = aDispute(store, charge, 'general', 'warning_needs_response')
  store.happened('charge.dispute.created', inquiry)
  return inquiry
}

function aDispute(store: Store, charge: Charge, reason: string, status: string): Dispute {
  return store.add<'dispute'>({
    id: store.id('du'),
    object: 'dispute',
    amount: charge.amount,
    balance_transactions: [],
    charge: charge.id,
    created: store.now,
    currency: 'eur',
    payment_intent: charge.payment_intent,
    reason,
    status,
  })
}

/** The bank decides. What was taken comes back with the fee when it is won. */
export function closeDispute(store: Store, id: string, won: boolean): void {
  const dispute = store.get('dispute', id)
  dispute.status = won ? 'won' : 'lost'
  if (won) {
    dispute.balance_transactions.push(
      book(store, {
        type: 'adjustment',
        category: 'dispute_reversal',
        amount: dispute.amount,
        fee: -DISPUTE_FEE,
        source: dispute.id,
      })
    )
  }
  store.happened('charge.dispute.closed', dispute)
  if (won) store.happened('charge.dispute.funds_reinstated', dispute)
}

function paidChargeOf(store: Store, paymentId: string): Charge {
  const payment = store.get('payment_intent', paymentId, 'payment_intent')
  const charge = store.find('charge', payment.latest_charge)
  if (!charge || charge.status !== 'succeeded') {
    refuse('charge_not_refundable', 'No charge of it succeeded', 'payment_intent')
  }
  return charge
}
