import Stripe from 'stripe'
import type { NoticeRead, ObjectRef } from '../provider.js'
import type { StripeConfig } from './client.js'

const TOLERANCE = 300

/**
 * Believes a notice when it is signed and not older than five minutes, and keeps of it only what
 * to look at. Its API version may be any: the object is fetched again in ours.
 */
export function readNotice(
  stripe: Stripe,
  { webhookSecret }: StripeConfig,
  raw: Buffer,
  headers: Record<string, string | undefined>,
  receivedAt: Date
): NoticeRead {
  if (!webhookSecret?.trim()) return { ok: false, refusal: 'no_secret' }
  const signature = headers['stripe-signature'] ?? ''
  const read = (tolerance: number) =>
    stripe.webhooks.constructEvent(
      raw,
      signature,
      webhookSecret,
      tolerance,
      undefined,
      receivedAt.getTime()
    )
  let event: Stripe.Event
  try {
    // Without a limit of age first, so that a late notice is not said to be forged.
    event = read(0)
  } catch (error) {
    return { ok: false, refusal: isForged(error) ? 'bad_signature' : 'unreadable' }
  }
  try {
    read(TOLERANCE)
  } catch (error) {
    if (isForged(error)) return { ok: false, refusal: 'stale' }
    throw error
  }
  const object = objectOf(event)
  if (!object) return { ok: true, notices: [] }
  return { ok: true, notices: [{ dedupeKey: event.id, type: event.type, object }] }
}

function isForged(error: unknown) {
  return error instanceof Stripe.errors.StripeSignatureVerificationError
}

/** What an event says to look at; null when it is about nothing that we follow. */
export function objectOf(event: Stripe.Event): ObjectRef | null {
  const thing = event.data.object as { object?: unknown; id?: unknown; payment_intent?: unknown }
  if (typeof thing.object !== 'string' || typeof thing.id !== 'string') return null
  const kind = KINDS[thing.object]
  if (!kind) return null
  // What happens to one payment comes together under its name, and is looked at once.
  const payment = FOLLOW_PAYMENT.has(thing.object) ? thing.payment_intent : null
  return { kind, id: typeof payment === 'string' ? payment : thing.id }
}

const KINDS: Record<string, ObjectRef['kind']> = {
  'checkout.session': 'checkout',
  'payment_intent': 'payment',
  'charge': 'payment',
  'refund': 'payment',
  'dispute': 'payment',
  'invoice': 'payment',
  'subscription': 'subscription',
  'payout': 'payout',
}

const FOLLOW_PAYMENT = new Set(['charge', 'refund', 'dispute'])
