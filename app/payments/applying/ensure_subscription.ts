import { appUrl } from '#config/installation'
import { installId } from '../installation.js'
import { describeIntent } from '../paying/description.js'
import { PaymentIntent } from '../payment_intent.js'
import type { Provider } from '../provider.js'
import type { SeenOfIntent } from './apply_seen.js'

/**
 * Where the first payment does not begin what repeats by itself, asks for it once that payment is
 * there; true when something was begun and is worth looking at again. The key is the intent's, so
 * that asking again after a crash begins nothing twice.
 */
export async function ensureSubscription(provider: Provider, seen: SeenOfIntent): Promise<boolean> {
  if (seen.subscription !== null) return false
  const first = seen.payments.find(({ state }) => state === 'paid')
  const intent = first ? await PaymentIntent.find(seen.intentId) : null
  if (!first || !intent || intent.schedule === 'once') return false
  const ref = await provider.ensureSubscription({
    intentId: intent.id,
    installId: await installId(),
    amountCents: intent.amountCents,
    every: intent.schedule,
    description: await describeIntent(intent),
    firstPaymentRef: first.ref,
    noticeUrl: `${appUrl}/webhooks/${provider.name}`,
    idempotencyKey: `${intent.id}:subscription`,
  })
  return ref !== null
}
