import type Stripe from 'stripe'
import { parisInstant } from '#shared/paris'
import { isMissing } from './errors.js'
import { idOf } from './ours.js'
import { itemOf } from './subscription_seen.js'

/** From the next period on: nothing is billed nor given back for the one that runs. */
export async function changeAmount(
  stripe: Stripe,
  ref: string,
  amountCents: number,
  idempotencyKey: string
) {
  const item = itemOf(await stripe.subscriptions.retrieve(ref))
  const { currency, product, recurring } = item.price
  const productId = idOf(product)
  if (!productId || !recurring) throw new Error(`Subscription ${ref} has no recurring price`)
  const price = {
    currency,
    product: productId,
    unit_amount: amountCents,
    recurring: { interval: recurring.interval, interval_count: recurring.interval_count },
  }
  await stripe.subscriptions.update(
    ref,
    { items: [{ id: item.id, price_data: price }], proration_behavior: 'none' },
    { idempotencyKey }
  )
}

/**
 * Stops collecting, by `pause_collection`: it keeps the day of the month and, unlike Stripe's
 * `/pause`, ends by itself on a day named beforehand and credits nothing. What falls due
 * meanwhile is void, never asked for afterwards.
 */
export async function pauseCollection(
  stripe: Stripe,
  ref: string,
  until: string | null,
  idempotencyKey: string
) {
  const resumesAt = until ? parisInstant(until, '00:00') : null
  if (until && !resumesAt) throw new Error(`No such day: ${until}`)
  const pause: Stripe.SubscriptionUpdateParams.PauseCollection = { behavior: 'void' }
  if (resumesAt) pause.resumes_at = resumesAt.getTime() / 1000
  await stripe.subscriptions.update(ref, { pause_collection: pause }, { idempotencyKey })
}

/** Ends a pause of either sort: the other one may have been made in Stripe's own pages. */
export async function resumeCollection(stripe: Stripe, ref: string, idempotencyKey: string) {
  const subscription = await stripe.subscriptions.retrieve(ref)
  if (subscription.status === 'paused') {
    await stripe.subscriptions.resume(
      ref,
      { billing_cycle_anchor: { type: 'unchanged' }, proration_behavior: 'none' },
      { idempotencyKey }
    )
    return
  }
  await stripe.subscriptions.update(ref, { pause_collection: '' }, { idempotencyKey })
}

/** At once, and nothing is billed nor given back; one that has ended already stays so. */
export async function cancelAtOnce(stripe: Stripe, ref: string, idempotencyKey: string) {
  try {
    await stripe.subscriptions.cancel(
      ref,
      { invoice_now: false, prorate: false },
      { idempotencyKey }
    )
  } catch (error) {
    if (!isMissing(error)) throw error
    const { status } = await stripe.subscriptions.retrieve(ref)
    if (status !== 'canceled') throw error
  }
}
