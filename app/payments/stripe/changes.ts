import type Stripe from 'stripe'
import type { ObjectRef } from '../provider.js'
import { objectOf } from './notices.js'

const KEPT_SECONDS = 30 * 86_400
/** An event may be listed after younger ones: what was read shortly before is read again. */
const OVERLAP_SECONDS = 3600

/**
 * What Stripe's events of the last thirty days name, oldest first, whether or not their notices
 * ever came; the cursor is the second of the event. One object is named once.
 */
export async function* changedSince(
  stripe: Stripe,
  cursor: string | null,
  now: Date
): AsyncGenerator<{ object: ObjectRef; cursor: string }> {
  const from = cursor === null ? null : Number(cursor)
  const oldest = Math.floor(now.getTime() / 1000) - KEPT_SECONDS
  const since = Math.max(oldest, (from ?? 0) - OVERLAP_SECONDS)
  const latest = new Map<string, { object: ObjectRef; at: number }>()
  for await (const event of stripe.events.list({ created: { gte: since }, limit: 100 })) {
    const object = objectOf(event)
    // They come newest first: the first of an object is its latest.
    if (object && !latest.has(object.id)) latest.set(object.id, { object, at: event.created })
  }
  for (const { object, at } of [...latest.values()].reverse()) {
    yield { object, cursor: String(Math.max(at, from ?? 0)) }
  }
}
