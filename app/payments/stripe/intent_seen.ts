import type Stripe from 'stripe'
import type { CheckoutSeen, PaymentSeen, Seen } from '../provider.js'
import { chargesBy } from './charges.js'
import { orMissing } from './errors.js'
import { rootOf } from './look_up.js'
import { idOf, intentOf } from './ours.js'
import { paymentSeen } from './payment_seen.js'
import { subscriptionSeen, SUBSCRIPTION_EXPAND } from './subscription_seen.js'

type Payment = Stripe.PaymentIntent
type Session = Stripe.Checkout.Session

/**
 * All that hangs together with an object. Another page opened for the same intent has objects of
 * its own, which only its own id leads to.
 */
export async function intentSeen(stripe: Stripe, id: string, installId: string): Promise<Seen> {
  const root = await rootOf(stripe, id)
  if (root?.kind === 'subscription') return ofSubscription(stripe, root.id, installId)
  if (root?.kind === 'payment') return ofPayment(stripe, root.payment, installId)
  if (root?.kind === 'checkout') return ofUnpaid(root.session, installId)
  return { about: 'nothing_of_ours' }
}

function ofUnpaid(session: Session, installId: string): Seen {
  const intentId = intentOf(session.metadata, installId)
  if (!intentId) return { about: 'nothing_of_ours' }
  return {
    about: 'intent',
    intentId,
    checkouts: [checkoutSeen(session, null)],
    payments: [],
    subscription: null,
  }
}

async function ofPayment(stripe: Stripe, payment: Payment, installId: string): Promise<Seen> {
  const intentId = intentOf(payment.metadata, installId)
  if (!intentId) return { about: 'nothing_of_ours' }
  const { data: sessions } = await stripe.checkout.sessions.list({ payment_intent: payment.id })
  const charges = await chargesBy(stripe, { payment_intent: payment.id }, () => true)
  const seen = await paymentSeen(stripe, {
    payment,
    charges: charges.get(payment.id) ?? [],
    session: sessions[0] ?? null,
    subscriptionRef: null,
  })
  return {
    about: 'intent',
    intentId,
    checkouts: sessions.map((session) => checkoutSeen(session, payment)),
    payments: seen ? [seen] : [],
    subscription: null,
  }
}

async function ofSubscription(stripe: Stripe, id: string, installId: string): Promise<Seen> {
  const subscription = await orMissing(
    stripe.subscriptions.retrieve(id, { expand: SUBSCRIPTION_EXPAND })
  )
  const intentId = subscription && intentOf(subscription.metadata, installId)
  if (!intentId) return { about: 'nothing_of_ours' }
  const { data: sessions } = await stripe.checkout.sessions.list({ subscription: id })
  const invoices = await invoicesByPayment(stripe, id)
  const customer = idOf(subscription.customer)
  const found = customer ? await paymentsOf(stripe, customer, invoices) : []
  const charges = customer
    ? await chargesBy(stripe, { customer }, (paymentId) => invoices.has(paymentId))
    : new Map()
  const payments: PaymentSeen[] = []
  for (const payment of found) {
    const first = invoices.get(payment.id)?.billing_reason === 'subscription_create'
    const seen = await paymentSeen(stripe, {
      payment,
      charges: charges.get(payment.id) ?? [],
      session: first ? (sessions[0] ?? null) : null,
      subscriptionRef: id,
    })
    if (seen) payments.push(seen)
  }
  const first = found.find(
    (payment) => invoices.get(payment.id)?.billing_reason === 'subscription_create'
  )
  return {
    about: 'intent',
    intentId,
    checkouts: sessions.map((session) => checkoutSeen(session, first ?? null)),
    payments,
    subscription: subscriptionSeen(subscription),
  }
}

/** Each period's invoice, by the payment intent that pays it; an invoice knows it through its payments. */
async function invoicesByPayment(stripe: Stripe, subscription: string) {
  const found = new Map<string, Stripe.Invoice>()
  const list = stripe.invoices.list({ subscription, limit: 100, expand: ['data.payments'] })
  for await (const invoice of list) {
    for (const { payment } of invoice.payments?.data ?? []) {
      const id = idOf(payment.payment_intent)
      if (id) found.set(id, invoice)
    }
  }
  return found
}

/** Oldest first, as they were asked. */
async function paymentsOf(stripe: Stripe, customer: string, wanted: Map<string, unknown>) {
  const found: Payment[] = []
  for await (const payment of stripe.paymentIntents.list({ customer, limit: 100 })) {
    if (wanted.has(payment.id)) found.push(payment)
  }
  return found.reverse()
}

/** A page may be complete and its debit refused days later. */
function checkoutSeen(session: Session, payment: Payment | null): CheckoutSeen {
  const refused = payment?.status === 'requires_payment_method' || payment?.status === 'canceled'
  const state = session.status === 'complete' && refused ? 'failed' : session.status
  return { ref: session.id, state: STATES[state ?? ''] ?? 'open' }
}

const STATES: Record<string, CheckoutSeen['state']> = {
  open: 'open',
  complete: 'complete',
  expired: 'expired',
  failed: 'failed',
}
