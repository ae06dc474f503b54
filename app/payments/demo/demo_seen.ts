import type { PaymentSeen, Seen, SubscriptionSeen } from '../provider.js'
import { nextChargeOn } from './demo_bank.js'
import type { DemoObject, DemoPayment, DemoSubscription } from './demo_objects.js'

const LABELS = { card: 'play_card', sepa: 'play_debit' }

const CUSTOMER = 'demo_customer_'

/** The play bank names its customers by what they pay. */
export const intentOfCustomer = (customerRef: string) => customerRef.slice(CUSTOMER.length)

/** The play bank's papers about an intent, as the payments room reads any provider. */
export function seenOf(intentId: string, objects: DemoObject[], installId: string): Seen {
  const checkouts = objects.filter((one) => one.kind === 'checkout')
  if (!checkouts.some((one) => one.installId === installId)) return { about: 'nothing_of_ours' }
  const subscription = objects.find((one) => one.kind === 'subscription')
  return {
    about: 'intent',
    intentId,
    checkouts: checkouts.map(({ ref, state }) => ({ ref, state })),
    payments: objects.filter((one) => one.kind === 'payment').map(paymentSeen),
    subscription: subscription ? subscriptionSeen(subscription) : null,
  }
}

function paymentSeen(one: DemoPayment): PaymentSeen {
  const { refunds, disputes, movements, initiatedAt, paidAt, kind, intentId, ...plain } = one
  return {
    ...plain,
    currency: 'EUR',
    methodLabel: LABELS[one.method],
    mandateRef: one.method === 'sepa' ? `DEMO-${one.intentId.slice(0, 8)}` : null,
    initiatedAt: new Date(initiatedAt),
    paidAt: paidAt === null ? null : new Date(paidAt),
    refunds: refunds.map((refund) => ({ ...refund, createdAt: new Date(refund.createdAt) })),
    disputes: disputes.map((dispute) => ({
      ...dispute,
      openedAt: new Date(dispute.openedAt),
      closedAt: dispute.closedAt === null ? null : new Date(dispute.closedAt),
    })),
    movements: movements.map((one_) => ({ ...one_, occurredAt: new Date(one_.occurredAt) })),
  }
}

function subscriptionSeen(one: DemoSubscription): SubscriptionSeen {
  const { ref, state, amountCents, every, pausedUntil, failureCount, method } = one
  const ended = state === 'ended' || state === 'lapsed'
  return {
    ref,
    customerRef: `${CUSTOMER}${one.intentId}`,
    state,
    amountCents,
    every,
    nextChargeOn: ended || state === 'paused' ? null : nextChargeOn(one),
    pausedUntil,
    cancelOn: null,
    failureCount,
    methodLabel: LABELS[method],
  }
}
