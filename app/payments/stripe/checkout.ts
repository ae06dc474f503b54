import Stripe from 'stripe'
import type { CheckoutOpened, CheckoutOrder } from '../provider.js'
import { idOf, instant, markedAs } from './ours.js'

/**
 * Opens a hosted page. Which means are shown is the dashboard's choice; the marks go on the session
 * and on what it makes, because neither inherits them from the other.
 */
export async function openCheckout(stripe: Stripe, order: CheckoutOrder): Promise<CheckoutOpened> {
  const session = await stripe.checkout.sessions.create(parametersOf(order), {
    idempotencyKey: order.idempotencyKey,
  })
  return {
    ref: session.id,
    url: session.url,
    customerRef: idOf(session.customer),
    expiresAt: instant(session.expires_at),
  }
}

/** Closes a page that nobody should pay on any more; one that is paid or expired stays as it is. */
export async function closeCheckout(stripe: Stripe, ref: string, idempotencyKey: string) {
  const session = await stripe.checkout.sessions.retrieve(ref)
  if (session.status !== 'open') return
  try {
    await stripe.checkout.sessions.expire(ref, {}, { idempotencyKey })
  } catch (error) {
    // Paid or expired between the two calls.
    if (!(error instanceof Stripe.errors.StripeInvalidRequestError)) throw error
    const { status } = await stripe.checkout.sessions.retrieve(ref)
    if (status === 'open') throw error
  }
}

function parametersOf(order: CheckoutOrder): Stripe.Checkout.SessionCreateParams {
  const { schedule, description } = order
  const metadata = markedAs(order.installId, order.intentId)
  return {
    client_reference_id: order.intentId,
    metadata,
    locale: order.payer.locale,
    success_url: order.returnUrl,
    cancel_url: order.cancelUrl,
    // The payer pays the euros that were asked, never another currency's worth of them.
    adaptive_pricing: { enabled: false },
    ...customerOf(order),
    line_items: [
      {
        quantity: 1,
        price_data: {
          currency: 'eur',
          unit_amount: order.amountCents,
          product_data: { name: description },
          ...(schedule === 'once' ? {} : { recurring: { interval: schedule } }),
        },
      },
    ],
    ...(schedule === 'once'
      ? { mode: 'payment', payment_intent_data: { metadata, description } }
      : { mode: 'subscription', subscription_data: { metadata, description } }),
  }
}

function customerOf(order: CheckoutOrder): Stripe.Checkout.SessionCreateParams {
  if (order.customerRef) return { customer: order.customerRef }
  return order.payer.email ? { customer_email: order.payer.email } : {}
}
