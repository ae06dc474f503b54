import type Stripe from 'stripe'
import { parisDay } from '#shared/paris'
import type { SubscriptionSeen } from '../provider.js'
import { labelOf } from './means.js'
import { idOf, instant, wholeOf } from './ours.js'

/** What `subscriptionSeen` must be given whole. */
export const SUBSCRIPTION_EXPAND = [
  'default_payment_method',
  'latest_invoice',
  'customer.invoice_settings.default_payment_method',
]

/** A recurring payment as it stands. Periods are told by its item, amounts by the item's price. */
export function subscriptionSeen(subscription: Stripe.Subscription): SubscriptionSeen {
  const item = itemOf(subscription)
  const state = stateOf(subscription)
  const { cancel_at_period_end: endsWithPeriod, cancel_at: endsAt } = subscription
  const cancelAt = endsAt ?? (endsWithPeriod ? item.current_period_end : null)
  const resumesAt = subscription.pause_collection?.resumes_at ?? null
  const goesOn = state !== 'ended' && state !== 'paused' && cancelAt === null
  return {
    ref: subscription.id,
    customerRef: idOf(subscription.customer),
    state,
    amountCents: (item.price.unit_amount ?? 0) * (item.quantity ?? 1),
    every: item.price.recurring?.interval === 'month' ? 'month' : 'year',
    nextChargeOn: goesOn ? day(item.current_period_end) : null,
    pausedUntil: resumesAt ? day(resumesAt) : null,
    cancelOn: cancelAt && state !== 'ended' ? day(cancelAt) : null,
    failureCount: failures(subscription),
    methodLabel: labelOf(meansOf(subscription)),
  }
}

/** Ours have one item: who adds another in the dashboard makes something that is not ours any more. */
export function itemOf(subscription: Stripe.Subscription): Stripe.SubscriptionItem {
  const [item] = subscription.items.data
  if (!item) throw new Error(`Subscription ${subscription.id} without an item`)
  return item
}

function stateOf(subscription: Stripe.Subscription): SubscriptionSeen['state'] {
  const state = STATES[subscription.status] ?? 'pending'
  return state === 'active' && subscription.pause_collection ? 'paused' : state
}

const STATES: Record<string, SubscriptionSeen['state']> = {
  incomplete: 'pending',
  incomplete_expired: 'ended',
  trialing: 'active',
  active: 'active',
  past_due: 'past_due',
  unpaid: 'lapsed',
  paused: 'paused',
  canceled: 'ended',
}

function failures(subscription: Stripe.Subscription) {
  const invoice = wholeOf(subscription.latest_invoice)
  return invoice?.status === 'open' || invoice?.status === 'uncollectible'
    ? invoice.attempt_count
    : 0
}

function meansOf({ default_payment_method: own, customer }: Stripe.Subscription) {
  const payer = wholeOf(customer)
  const usual = payer && !payer.deleted ? payer.invoice_settings.default_payment_method : null
  return wholeOf(own) ?? wholeOf(usual)
}

function day(seconds: number) {
  return parisDay(instant(seconds))
}
