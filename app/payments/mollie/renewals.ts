import { DateTime } from 'luxon'
import { parisDay } from '#shared/paris'
import { ProviderRefused, type RenewalOrder } from '../provider.js'
import { reachableNotices } from './checkout.js'
import type { MollieCalls } from './mollie_calls.js'
import { MollieRefused } from './mollie_errors.js'
import { euros, intentOf, marks, partsOfSubscriptionRef, subscriptionRef } from './mollie_words.js'

// `1 year` is no interval at Mollie.
const INTERVALS = { month: '1 month', year: '12 months' }

/**
 * Begins the subscription of a first payment that is paid, unless one of the same intent is there
 * already: Mollie remembers keys for an hour, its list of subscriptions for ever.
 */
export async function ensureSubscription(
  calls: MollieCalls,
  order: RenewalOrder,
  now: Date
): Promise<string | null> {
  const first = await calls.call((client) => client.payments.get(order.firstPaymentRef))
  const { customerId, paidAt } = first
  if (!customerId || !paidAt) return null
  const there = await subscriptionOf(calls, customerId, order)
  if (there) return there
  try {
    const made = await calls.call((client) =>
      client.customerSubscriptions.create({
        customerId,
        amount: euros(order.amountCents),
        interval: INTERVALS[order.every],
        startDate: nextDay(parisDay(new Date(paidAt)), order.every, parisDay(now)),
        description: uniqueDescription(order),
        metadata: marks(order.installId, order.intentId),
        ...reachableNotices(calls, order.noticeUrl),
        ...(first.mandateId ? { mandateId: first.mandateId } : {}),
        idempotencyKey: order.idempotencyKey,
      })
    )
    return subscriptionRef(customerId, made.id)
  } catch (error) {
    // Two who asked at once: the description is taken by the one who came first.
    if (!(error instanceof MollieRefused)) throw error
    const made = await subscriptionOf(calls, customerId, order)
    if (made) return made
    throw error
  }
}

/**
 * The day of the second payment: the same day of the next month or year, its last day where there is
 * no such day; never a day that is over, which Mollie refuses.
 */
export function nextDay(paidOn: string, every: 'month' | 'year', today: string): string {
  const paid = DateTime.fromISO(paidOn, { zone: 'utc' })
  const next = paid.plus(every === 'month' ? { months: 1 } : { years: 1 }).toISODate()
  if (!next) throw new Error(`no day: ${paidOn}`)
  return next < today ? today : next
}

/** Sets what the next payments will be; what is already on its way stays as it was. */
export async function changeAmount(
  calls: MollieCalls,
  ref: string,
  amountCents: number
): Promise<void> {
  const { customerId, id } = named(ref)
  await calls.call((client) =>
    client.customerSubscriptions.update(id, { customerId, amount: euros(amountCents) })
  )
}

/** Ends a subscription; nothing happens when it was over. */
export async function cancelSubscription(
  calls: MollieCalls,
  ref: string,
  idempotencyKey: string
): Promise<void> {
  const { customerId, id } = named(ref)
  const subscription = await calls.call((client) =>
    client.customerSubscriptions.get(id, { customerId })
  )
  if (subscription.status === 'canceled' || subscription.status === 'completed') return
  await calls.call((client) =>
    client.customerSubscriptions.cancel(id, { customerId, idempotencyKey })
  )
}

function named(ref: string) {
  const parts = partsOfSubscriptionRef(ref)
  if (!parts) throw new ProviderRefused('gone', 'not a subscription of Mollie')
  return parts
}

async function subscriptionOf(calls: MollieCalls, customerId: string, order: RenewalOrder) {
  const list = calls.each((client) => client.customerSubscriptions.iterate({ customerId }))
  for await (const subscription of list) {
    if (intentOf(subscription.metadata, order.installId) === order.intentId) {
      return subscriptionRef(customerId, subscription.id)
    }
  }
  return null
}

/** Mollie wants each subscription of a customer to be described otherwise. */
function uniqueDescription({ description, intentId }: RenewalOrder): string {
  return `${description.slice(0, 200)} (${intentId.slice(0, 8)})`
}
