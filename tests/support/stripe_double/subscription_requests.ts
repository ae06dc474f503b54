import { change } from './billing.js'
import { isForm, numberAt, textAt, type Form } from './form.js'
import { refuse } from './refusal.js'
import type { Store } from './store.js'
import type { Subscription } from './things.js'

/** What the API changes of a subscription: its price from the next period on, or its pause. */
export function changeSubscription(store: Store, id: string, form: Form): Subscription {
  const subscription = store.get('subscription', id)
  if (subscription.status === 'canceled') {
    refuse('parameter_invalid', 'A canceled subscription can only update its metadata')
  }
  if (form.items) changePrice(store, subscription, form)
  if (form.pause_collection !== undefined) changePause(subscription, form)
  store.happened('customer.subscription.updated', subscription)
  return subscription
}

function changePrice(store: Store, subscription: Subscription, form: Form) {
  const [item] = subscription.items.data
  if (textAt(form, 'items', 0, 'id') !== item.id) {
    refuse('parameter_invalid', 'Without its id, another item would be added', 'items')
  }
  if (form.proration_behavior !== 'none') {
    refuse('parameter_invalid', 'Without “none”, the running period would be billed again')
  }
  const amount = numberAt(form, 'items', 0, 'price_data', 'unit_amount')
  const interval = textAt(form, 'items', 0, 'price_data', 'recurring', 'interval')
  if (!amount || interval !== item.price.recurring.interval) {
    refuse('parameter_invalid', 'An amount, and the interval as it is', 'items')
  }
  item.price = { ...item.price, id: store.id('price'), unit_amount: amount }
}

function changePause(subscription: Subscription, form: Form) {
  const pause = form.pause_collection
  const resumesAt = numberAt(form, 'pause_collection', 'resumes_at')
  subscription.pause_collection = isForm(pause)
    ? { behavior: textAt(form, 'pause_collection', 'behavior') ?? '', resumes_at: resumesAt }
    : null
}

/** Ends the other sort of pause, where no period goes by. */
export function resumeSubscription(store: Store, id: string): Subscription {
  const subscription = store.get('subscription', id)
  if (subscription.status !== 'paused') refuse('parameter_invalid', 'It is not paused')
  change(store, subscription, 'active')
  store.happened('customer.subscription.resumed', subscription)
  return subscription
}
