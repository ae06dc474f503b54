import { beginSubscription, firstInvoiceOf, payInvoice } from './billing.js'
import { dictionaryAt, numberAt, textAt, type Form } from './form.js'
import { aPaymentIntent, tryToPay } from './paying.js'
import { refuse } from './refusal.js'
import type { Store } from './store.js'
import type { Charge, PaymentMethod, Session } from './things.js'

const DAY = 86_400

/** What was asked of each session, which its object only half tells. */
const orders = new WeakMap<Session, Form>()

/** Opens a page, after what Stripe checks beyond the names of parameters. */
export function openSession(store: Store, form: Form, base: string): Session {
  const mode = textAt(form, 'mode')
  const amount = numberAt(form, 'line_items', 0, 'price_data', 'unit_amount')
  const interval = textAt(form, 'line_items', 0, 'price_data', 'recurring', 'interval')
  if (mode !== 'payment' && mode !== 'subscription') refuse('parameter_invalid', 'mode', 'mode')
  if (!amount) refuse('parameter_missing', 'A line with an amount is required', 'line_items')
  if (amount < 50) refuse('amount_too_small', 'At least € 0.50', 'line_items')
  if (!form.success_url) refuse('parameter_missing', 'success_url is required', 'success_url')
  if (mode === 'payment' && (interval || form.subscription_data)) {
    refuse('parameter_invalid', 'Nothing recurring in payment mode', 'mode')
  }
  if (mode === 'subscription' && (!interval || form.payment_intent_data)) {
    refuse('parameter_invalid', 'A recurring price and no payment_intent_data', 'mode')
  }
  if (form.customer && form.customer_email) {
    refuse('parameter_invalid', 'customer or customer_email, not both', 'customer_email')
  }
  const customer = textAt(form, 'customer')
  if (customer) store.get('customer', customer, 'customer')
  const id = store.id('cs_test')
  const session = store.add<'checkout.session'>({
    id,
    object: 'checkout.session',
    amount_total: amount,
    cancel_url: textAt(form, 'cancel_url'),
    client_reference_id: textAt(form, 'client_reference_id'),
    created: store.now,
    currency: 'eur',
    customer,
    customer_email: textAt(form, 'customer_email'),
    expires_at: store.now + DAY,
    livemode: false,
    locale: textAt(form, 'locale'),
    metadata: dictionaryAt(form, 'metadata'),
    mode,
    payment_intent: null,
    payment_status: 'unpaid',
    status: 'open',
    subscription: null,
    success_url: textAt(form, 'success_url'),
    url: `${base}/c/pay/${id}`,
  })
  orders.set(session, form)
  return session
}

/** Closes a page that nobody paid on. */
export function expireSession(store: Store, id: string): Session {
  const session = store.get('checkout.session', id)
  if (session.status !== 'open') refuse('parameter_invalid', 'Only an open session expires')
  session.status = 'expired'
  session.url = null
  store.happened('checkout.session.expired', session)
  return session
}

/** The payer gives a card or an account on the page; a decline leaves it open for another try. */
export function payOnPage(
  store: Store,
  id: string,
  method: PaymentMethod,
  decline: string | null
): Charge {
  const session = store.get('checkout.session', id)
  if (session.status !== 'open') throw new Error(`Session ${id} is ${session.status}`)
  const charge =
    session.mode === 'payment'
      ? payOnce(store, session, method, decline)
      : subscribe(store, session, method, decline)
  if (charge.status === 'failed') return charge
  session.status = 'complete'
  session.url = null
  session.payment_status = charge.status === 'succeeded' ? 'paid' : 'unpaid'
  store.happened('checkout.session.completed', session)
  return charge
}

function payOnce(
  store: Store,
  session: Session,
  method: PaymentMethod,
  decline: string | null
): Charge {
  const form = orderOf(session)
  const payment =
    store.find('payment_intent', session.payment_intent) ??
    aPaymentIntent(store, {
      amount: session.amount_total ?? 0,
      customer: session.customer,
      description: textAt(form, 'payment_intent_data', 'description'),
      metadata: dictionaryAt(form, 'payment_intent_data', 'metadata'),
    })
  session.payment_intent = payment.id
  return tryToPay(store, payment, method, decline)
}

function subscribe(
  store: Store,
  session: Session,
  method: PaymentMethod,
  decline: string | null
): Charge {
  const subscription =
    store.find('subscription', session.subscription) ??
    beginSubscription(store, orderOf(session), customerOf(store, session))
  session.subscription = subscription.id
  session.customer = subscription.customer
  return payInvoice(store, firstInvoiceOf(store, subscription), method, decline)
}

/** A subscription has a customer always; who pays once and is not known becomes none. */
function customerOf(store: Store, session: Session): string {
  if (session.customer) return session.customer
  return store.add<'customer'>({
    id: store.id('cus'),
    object: 'customer',
    created: store.now,
    email: session.customer_email,
    livemode: false,
    invoice_settings: { default_payment_method: null },
  }).id
}

function orderOf(session: Session): Form {
  const form = orders.get(session)
  if (!form) throw new Error(`Session ${session.id} was not opened here`)
  return form
}
