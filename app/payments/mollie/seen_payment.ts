import type { Payment } from '@mollie/api-client'
import type { CheckoutSeen, PaymentSeen } from '../provider.js'
import { seenDisputes, seenRefunds } from './seen_given_back.js'
import { methodLabel } from './method_label.js'
import { paymentMovements } from './movements.js'
import { centsOf, subscriptionRef } from './mollie_words.js'

// Nothing is on its way as long as the payer has not chosen how to pay.
const STATES: Record<string, PaymentSeen['state'] | null> = {
  open: null,
  expired: null,
  pending: 'pending',
  authorized: 'pending',
  paid: 'paid',
  failed: 'failed',
  canceled: 'canceled',
}

const CHECKOUT_STATES: Record<string, CheckoutSeen['state']> = {
  open: 'open',
  pending: 'complete',
  authorized: 'complete',
  paid: 'complete',
  canceled: 'expired',
  expired: 'expired',
  failed: 'failed',
}

/** The hosted page that a payment is at Mollie; null for a renewal, which nobody was shown. */
export function seenCheckout(payment: Payment): CheckoutSeen | null {
  if (payment.sequenceType === 'recurring') return null
  return { ref: payment.id, state: CHECKOUT_STATES[payment.status] ?? 'open' }
}

/**
 * A payment as Mollie says it, refunds and chargebacks embedded; null while nobody has begun to pay.
 * The fee stays null: an API key does not show it (`settlementAmount` is gross).
 */
export function seenPayment(
  payment: Payment,
  subscription: string | null,
  now: Date
): PaymentSeen | null {
  const state = STATES[payment.status]
  const asked = payment.sequenceType !== 'recurring'
  // A page that was left is a checkout that ended, not a payment that was given up.
  if (!state || (asked && state === 'canceled')) return null
  const refunds = seenRefunds(payment)
  const disputes = seenDisputes(payment, now)
  const ownSubscription =
    payment.customerId && payment.subscriptionId
      ? subscriptionRef(payment.customerId, payment.subscriptionId)
      : subscription
  return {
    ref: payment.id,
    checkoutRef: asked ? payment.id : null,
    subscriptionRef: ownSubscription,
    state,
    grossCents: centsOf(payment.amount),
    currency: payment.amount.currency,
    feeCents: null,
    method: payment.method ?? '',
    methodLabel: methodLabel(payment),
    mandateRef: payment.mandateId ?? null,
    initiatedAt: new Date(payment.createdAt),
    paidAt: payment.paidAt ? new Date(payment.paidAt) : null,
    failureCode: failureCode(payment),
    refunds,
    disputes,
    movements: paymentMovements(payment),
  }
}

function failureCode(payment: Payment): string | null {
  const details: object = payment.details ?? {}
  if ('bankReasonCode' in details && details.bankReasonCode) return String(details.bankReasonCode)
  if ('failureReason' in details && details.failureReason) return String(details.failureReason)
  return payment.statusReason?.code ?? null
}
