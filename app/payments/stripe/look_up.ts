import type Stripe from 'stripe'
import { orMissing } from './errors.js'
import { idOf, wholeOf } from './ours.js'

/** What an object hangs on: an agreement to pay again and again, one payment, or an unpaid page. */
export type Root =
  | { kind: 'subscription'; id: string }
  | { kind: 'payment'; payment: Stripe.PaymentIntent }
  | { kind: 'checkout'; session: Stripe.Checkout.Session }

/** Finds it from any object by its id, whose prefix says what it is; null when there is none. */
export async function rootOf(stripe: Stripe, id: string): Promise<Root | null> {
  const finder = FINDERS[id.split('_', 1)[0] ?? '']
  return finder ? finder(stripe, id) : null
}

type Finder = (stripe: Stripe, id: string) => Promise<Root | null>

const ofSession: Finder = async (stripe, id) => {
  const session = await orMissing(stripe.checkout.sessions.retrieve(id))
  if (!session) return null
  const subscription = idOf(session.subscription)
  if (subscription) return { kind: 'subscription', id: subscription }
  const payment = idOf(session.payment_intent)
  return payment ? ofPayment(stripe, payment) : { kind: 'checkout', session }
}

/** A payment says nothing of its invoice: one goes by way of the invoice's payments. */
const ofPayment: Finder = async (stripe, id) => {
  const payment = await orMissing(stripe.paymentIntents.retrieve(id))
  if (!payment) return null
  const { data } = await stripe.invoicePayments.list({
    payment: { type: 'payment_intent', payment_intent: id },
    limit: 1,
    expand: ['data.invoice'],
  })
  const invoice = wholeOf(data[0]?.invoice)
  const subscription = invoice && !invoice.deleted ? subscriptionOf(invoice) : null
  return subscription ? { kind: 'subscription', id: subscription } : { kind: 'payment', payment }
}

const ofInvoice: Finder = async (stripe, id) => {
  const invoice = await orMissing(stripe.invoices.retrieve(id))
  const subscription = invoice && subscriptionOf(invoice)
  return subscription ? { kind: 'subscription', id: subscription } : null
}

const ofCharge: Finder = async (stripe, id) =>
  ofPaymentOf(stripe, await orMissing(stripe.charges.retrieve(id)))

const ofRefund: Finder = async (stripe, id) =>
  ofPaymentOf(stripe, await orMissing(stripe.refunds.retrieve(id)))

const ofDispute: Finder = async (stripe, id) =>
  ofPaymentOf(stripe, await orMissing(stripe.disputes.retrieve(id)))

/** One that has no payment intent was made by another program. */
async function ofPaymentOf(
  stripe: Stripe,
  thing: { payment_intent: string | { id: string } | null } | null
) {
  const payment = idOf(thing?.payment_intent)
  return payment ? ofPayment(stripe, payment) : null
}

/** The subscription that an invoice was made for. */
export function subscriptionOf(invoice: Stripe.Invoice): string | null {
  return idOf(invoice.parent?.subscription_details?.subscription)
}

const FINDERS: Record<string, Finder> = {
  cs: ofSession,
  pi: ofPayment,
  ch: ofCharge,
  py: ofCharge,
  re: ofRefund,
  pyr: ofRefund,
  dp: ofDispute,
  du: ofDispute,
  in: ofInvoice,
  sub: async (_stripe, id) => ({ kind: 'subscription', id }),
}
