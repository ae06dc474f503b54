import { beginSubscription, firstInvoiceOf, payInvoice } from './billing.js'
import { aCard, aPaymentIntent, tryToPay } from './paying.js'
import type { Store } from './store.js'

/** A sale of another program on the same account. */
export function foreignPayment(store: Store, metadata: Record<string, string>) {
  const payment = aPaymentIntent(store, { amount: 5900, customer: null, metadata })
  return tryToPay(store, payment, aCard(store, '1881'), null)
}

/** A subscription of another program on the same account. */
export function foreignSubscription(store: Store) {
  const customer = store.add<'customer'>({
    id: store.id('cus'),
    object: 'customer',
    created: store.now,
    email: null,
    livemode: false,
    invoice_settings: { default_payment_method: null },
  })
  const line = { price_data: { unit_amount: '900', recurring: { interval: 'month' } } }
  const subscription = beginSubscription(store, { line_items: [line] }, customer.id)
  payInvoice(store, firstInvoiceOf(store, subscription), aCard(store, '1881'), null)
  return subscription
}
