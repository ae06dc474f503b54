import { anInvoice, change, payInvoice } from './billing.js'
import { periodEnd } from './periods.js'
import type { Store } from './store.js'
import type { Charge, PaymentMethod, Subscription } from './things.js'

/** The period ends and the next is billed; null where collection is paused. */
export function renew(store: Store, id: string, decline: string | null): Charge | null {
  const subscription = store.get('subscription', id)
  const [item] = subscription.items.data
  if (subscription.status === 'canceled') throw new Error(`${id} has ended`)
  store.moveTo(item.current_period_end)
  resumeIfDue(store, subscription)
  const interval = item.price.recurring.interval === 'month' ? 'month' : 'year'
  item.current_period_start = item.current_period_end
  let n = 1
  while (periodEnd(subscription.billing_cycle_anchor, interval, n) <= store.now) n += 1
  item.current_period_end = periodEnd(subscription.billing_cycle_anchor, interval, n)
  const invoice = anInvoice(store, subscription, 'subscription_cycle')
  store.happened('customer.subscription.updated', subscription)
  if (subscription.pause_collection) {
    // Any other behaviour would leave what fell due meanwhile to be asked for later.
    const isVoid = subscription.pause_collection.behavior === 'void'
    invoice.status = isVoid ? 'void' : 'draft'
    if (isVoid) store.happened('invoice.voided', invoice)
    return null
  }
  return payInvoice(store, invoice, meansOf(store, subscription), decline)
}

/** Tries the unpaid invoice again with what is on file now. */
export function retry(store: Store, id: string, decline: string | null): Charge {
  const subscription = store.get('subscription', id)
  const invoice = store.get('invoice', subscription.latest_invoice)
  if (invoice.status !== 'open') throw new Error(`Nothing is owed for ${id}`)
  return payInvoice(store, invoice, meansOf(store, subscription), decline)
}

/** The payer gives another card, in the portal. */
export function changeMeans(store: Store, id: string, method: PaymentMethod): void {
  const subscription = store.get('subscription', id)
  subscription.default_payment_method = method.id
  store.happened('payment_method.attached', method)
  store.happened('customer.subscription.updated', subscription)
}

/** Stripe has tried for the last time: `unpaid` by the account's settings. */
export function giveUp(store: Store, id: string): void {
  change(store, store.get('subscription', id), 'unpaid')
}

/** At once, by the API or in the dashboard. */
export function cancel(store: Store, id: string): Subscription {
  const subscription = store.get('subscription', id)
  subscription.canceled_at = store.now
  change(store, subscription, 'canceled')
  return subscription
}

function resumeIfDue(store: Store, subscription: Subscription) {
  const resumesAt = subscription.pause_collection?.resumes_at
  if (!resumesAt || resumesAt > store.now) return
  subscription.pause_collection = null
  store.happened('customer.subscription.updated', subscription)
}

function meansOf(store: Store, subscription: Subscription): PaymentMethod {
  return store.get('payment_method', subscription.default_payment_method)
}
