import type { Payment, Subscription } from '@mollie/api-client'
import { parisDay } from '#shared/paris'
import type { ObjectRef } from '../provider.js'
import type { MollieCalls } from './mollie_calls.js'
import { subscriptionRef } from './mollie_words.js'

const DAY = 86_400_000
const OVERLAP = DAY
// A debit may be taken back for eight weeks without a reason, for thirteen months when not authorised.
const LOOKED_AT_DAILY = 56 * DAY
const LOOKED_AT_WEEKLY = 400 * DAY
const MONDAY = 1

/**
 * Payments made since the cursor, those still on their way, and once a day those of the last eight
 * weeks (on Mondays thirteen months): Mollie keeps no list of what changed. Subscriptions that
 * stopped, too, since it sends no notice of that.
 *
 * The cursor `instant|day of the last long look` moves with the last object only, so that a walk
 * that breaks off is walked again.
 */
export async function* changesSince(
  calls: MollieCalls,
  cursor: string | null,
  now: Date
): AsyncIterable<{ object: ObjectRef; cursor: string }> {
  const [instant, lookedOn] = cursor?.split('|') ?? []
  const since = instant ? Date.parse(instant) - OVERLAP : 0
  const isLongLook = lookedOn !== parisDay(now)
  const objects: ObjectRef[] = []
  for await (const payment of calls.each((client) => client.payments.iterate())) {
    const createdAt = Date.parse(payment.createdAt)
    const oldest = now.getTime() - (isLongLook ? longLook(now) : LOOKED_AT_DAILY)
    if (createdAt < Math.min(since, oldest)) break
    if (createdAt >= since || isLongLook || isUndecided(payment)) {
      objects.push({ kind: 'payment', id: payment.id })
    }
  }
  for await (const subscription of calls.each((client) => client.subscription.iterate())) {
    if (hasStopped(subscription, now)) {
      const id = subscriptionRef(subscription.customerId, subscription.id)
      objects.push({ kind: 'subscription', id })
    }
  }
  const next = `${now.toISOString()}|${parisDay(now)}`
  for (const [index, object] of objects.entries()) {
    yield { object, cursor: index === objects.length - 1 ? next : (cursor ?? '|') }
  }
}

function longLook(now: Date): number {
  return now.getUTCDay() === MONDAY ? LOOKED_AT_WEEKLY : LOOKED_AT_DAILY
}

function isUndecided({ status }: Payment): boolean {
  return status === 'open' || status === 'pending' || status === 'authorized'
}

function hasStopped({ status, canceledAt }: Subscription, now: Date): boolean {
  if (status === 'suspended') return true
  return Boolean(canceledAt) && now.getTime() - Date.parse(canceledAt ?? '') <= LOOKED_AT_DAILY
}
