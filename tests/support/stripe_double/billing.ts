import { dictionaryAt, numberAt, textAt, type Form } from './form.js'
import { aPaymentIntent, refused, settled, tryToPay } from './paying.js'
import { periodEnd } from './periods.js'
import type { Store } from './store.js'
import type { Charge, Invoice, PaymentIntent, PaymentMethod, Subscription } from './things.js'

/** Begins to bill, with the invoice of the first period. */
export function beginSubscription(store: Store, form: Form, customer: string): Subscription {
  const line = ['line_items', 0, 'price_data'] as const
  const interval = textAt(form, ...line, 'recurring', 'interval') === 'month' ? 'month' : 'year'
  const price = {
    id: store.id('price'),
    object: 'price' as const,
    currency: 'eur',
    product: store.id('prod'),
    unit_amount: numberAt(form, ...line, 'unit_amount') ?? 0,
    recurring: { interval, interval_count: 1 },
  }
  const subscription = store.add<'subscription'>({
    id: store.id('sub'),
    object: 'subscription',
    billing_cycle_anchor: store.now,
    cancel_at: null,
    cancel_at_period_end: false,
    canceled_at: null,
    created: store.now,
    currency: 'eur',
    customer,
    default_payment_method: null,
    items: {
      object: 'list',
      has_more: false,
      data: [
        {
          id: store.id('si'),
          object: 'subscription_item',
          current_period_start: store.now,
          current_period_end: periodEnd(store.now, interval, 1),
          price,
          quantity: 1,
        },
      ],
    },
    latest_invoice: null,
    livemode: false,
    metadata: dictionaryAt(form, 'subscription_data', 'metadata'),
    pause_collection: null,
    status: 'incomplete',
  })
  anInvoice(store, subscription, 'subscription_create')
  store.happened('customer.subscription.created', subscription)
  return subscription
}

/** The invoice of one period, and the payment intent that it is to be paid by. */
export function anInvoice(store: Store, subscription: Subscription, reason: string): Invoice {
  const { unit_amount: amount } = subscription.items.data[0].price
  const invoice = store.add<'invoice'>({
    id: store.id('in'),
    object: 'invoice',
    amount_due: amount,
    amount_paid: 0,
    attempt_count: 0,
    billing_reason: reason,
    created: store.now,
    currency: 'eur',
    customer: subscription.customer,
    livemode: false,
    parent: {
      type: 'subscription_details',
      quote_details: null,
      subscription_details: {
        subscription: subscription.id,
        metadata: { ...subscription.metadata },
      },
    },
    status: 'open',
  })
  subscription.latest_invoice = invoice.id
  return invoice
}

export function firstInvoiceOf(store: Store, subscription: Subscription): Invoice {
  return store.get('invoice', subscription.latest_invoice)
}

/** Takes the money of an invoice, or tries to; its subscription follows. */
export function payInvoice(
  store: Store,
  invoice: Invoice,
  method: PaymentMethod,
  decline: string | null
): Charge {
  const payment = paymentOf(store, invoice)
  invoice.attempt_count += 1
  const charge = tryToPay(store, payment, method, decline)
  const subscription = store.get('subscription', invoice.parent.subscription_details.subscription)
  if (charge.status !== 'failed') subscription.default_payment_method = method.id
  if (charge.status === 'succeeded') return invoicePaid(store, invoice, charge)
  if (charge.status === 'failed') return invoiceFailed(store, invoice, charge)
  // A debit under way counts as paid for the subscription, not for the invoice.
  change(store, subscription, 'active')
  return charge
}

/** The debit of an invoice arrives, or comes back. */
export function debitEnds(store: Store, payment: PaymentIntent, failure: string | null): Charge {
  const charge = store.get('charge', payment.latest_charge)
  const invoice = invoiceOf(store, payment)
  if (failure) refused(store, payment, charge, failure)
  else settled(store, payment, charge)
  if (!invoice) return charge
  return failure ? invoiceFailed(store, invoice, charge) : invoicePaid(store, invoice, charge)
}

function invoicePaid(store: Store, invoice: Invoice, charge: Charge) {
  invoice.status = 'paid'
  invoice.amount_paid = invoice.amount_due
  const [link] = store.all('invoice_payment').filter((each) => each.invoice === invoice.id)
  if (link) Object.assign(link, { status: 'paid', amount_paid: invoice.amount_due })
  store.happened('invoice.paid', invoice)
  if (link) store.happened('invoice_payment.paid', link)
  change(store, subscriptionOf(store, invoice), 'active')
  return charge
}

function invoiceFailed(store: Store, invoice: Invoice, charge: Charge) {
  store.happened('invoice.payment_failed', invoice)
  const subscription = subscriptionOf(store, invoice)
  if (subscription.status !== 'incomplete') change(store, subscription, 'past_due')
  return charge
}

/** Puts a subscription in a state, and tells so when it was in another. */
export function change(store: Store, subscription: Subscription, status: string) {
  if (subscription.status === status) return
  subscription.status = status
  const type = status === 'canceled' ? 'deleted' : 'updated'
  store.happened(`customer.subscription.${type}`, subscription)
}

export function subscriptionOf(store: Store, invoice: Invoice): Subscription {
  return store.get('subscription', invoice.parent.subscription_details.subscription)
}

function invoiceOf(store: Store, payment: PaymentIntent): Invoice | null {
  const link = store
    .all('invoice_payment')
    .find((each) => each.payment.payment_intent === payment.id)
  return store.find('invoice', link?.invoice ?? null)
}

function paymentOf(store: Store, invoice: Invoice): PaymentIntent {
  const link = store.all('invoice_payment').find((each) => each.invoice === invoice.id)
  if (link) return store.get('payment_intent', link.payment.payment_intent)
  const payment = aPaymentIntent(store, { amount: invoice.amount_due, customer: invoice.customer })
  store.add<'invoice_payment'>({
    id: store.id('inpay'),
    object: 'invoice_payment',
    amount_paid: null,
    amount_requested: invoice.amount_due,
    created: store.now,
    currency: 'eur',
    invoice: invoice.id,
    payment: { type: 'payment_intent', payment_intent: payment.id },
    status: 'open',
  })
  return payment
}
