import type { Payment, Subscription } from '@mollie/api-client'
import type { SubscriptionSeen } from '../provider.js'
import { methodLabel } from './method_label.js'
import { centsOf, subscriptionRef } from './mollie_words.js'

const STATES: Record<string, SubscriptionSeen['state']> = {
  pending: 'pending',
  active: 'active',
  suspended: 'suspended',
  canceled: 'ended',
  completed: 'ended',
}

/**
 * A subscription as Mollie says it, with its renewals, newest first: Mollie has no word for one
 * whose last payment failed, and no failures to count but those.
 */
export function seenSubscription(
  subscription: Subscription,
  renewals: Payment[]
): SubscriptionSeen {
  const settled = renewals.filter(({ status }) => ['paid', 'failed', 'canceled'].includes(status))
  const paidAgain = settled.findIndex(({ status }) => status === 'paid')
  const failureCount = paidAgain === -1 ? settled.length : paidAgain
  const state = STATES[subscription.status] ?? 'pending'
  const lastPayment = renewals[0]
  return {
    ref: subscriptionRef(subscription.customerId, subscription.id),
    customerRef: subscription.customerId,
    state: state === 'active' && failureCount > 0 ? 'past_due' : state,
    amountCents: centsOf(subscription.amount),
    every: subscription.interval.startsWith('12 ') ? 'year' : 'month',
    nextChargeOn: subscription.nextPaymentDate ?? null,
    pausedUntil: null,
    cancelOn: null,
    failureCount,
    methodLabel: lastPayment ? methodLabel(lastPayment) : '',
  }
}
