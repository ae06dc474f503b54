import { expireSession, openSession } from './checkout_pages.js'
import { dictionaryAt, numberAt, textAt, type Form } from './form.js'
import { refundCharge } from './aftercare.js'
import { isOfPayout } from './payouts.js'
import { missing, Refused } from './refusal.js'
import { cancel } from './renewals.js'
import type { Store } from './store.js'
import { changeSubscription, resumeSubscription } from './subscription_requests.js'
import type { Thing, Things } from './things.js'

export interface Asking {
  store: Store
  form: Form
  id: string
  base: string
}

/** What an address answers, and the SDK's type of its parameters. */
export interface Route {
  method: string
  path: RegExp
  parameters: [file: string, type: string]
  /** Whether it changes anything to do with money, so that a key of the caller's own is asked. */
  moves: boolean
  answer: (asking: Asking) => Thing | Thing[] | object
}

function get(path: string, file: string, type: string, answer: Route['answer']): Route {
  return { method: 'GET', path: pattern(path), parameters: [file, type], moves: false, answer }
}

function post(path: string, file: string, type: string, answer: Route['answer']): Route {
  return { method: 'POST', path: pattern(path), parameters: [file, type], moves: true, answer }
}

function pattern(path: string) {
  return new RegExp(`^/v1/${path.replace(':id', '([^/]+)')}$`)
}

/** Retrieving by id and listing by what the objects themselves say. */
function readable(kind: keyof Things, path: string, file: string, type: string, by: string[]) {
  return [
    get(`${path}/:id`, file, `${type}RetrieveParams`, ({ store, id }) => store.get(kind, id)),
    get(path, file, `${type}ListParams`, ({ store, form }) =>
      store.all(kind).filter((thing) =>
        by.every((name) => {
          const wanted = textAt(form, name)
          return wanted === null || Reflect.get(thing, name) === wanted
        })
      )
    ),
  ]
}

const checkout = 'Checkout/Sessions'

export const ROUTES: Route[] = [
  ...readable('checkout.session', 'checkout/sessions', checkout, 'Checkout.Session', [
    'customer',
    'payment_intent',
    'subscription',
    'status',
  ]),
  post('checkout/sessions', checkout, 'Checkout.SessionCreateParams', ({ store, form, base }) =>
    openSession(store, form, base)
  ),
  post('checkout/sessions/:id/expire', checkout, 'Checkout.SessionExpireParams', (asking) =>
    expireSession(asking.store, asking.id)
  ),
  ...readable('payment_intent', 'payment_intents', 'PaymentIntents', 'PaymentIntent', ['customer']),
  ...readable('charge', 'charges', 'Charges', 'Charge', ['customer', 'payment_intent']),
  ...readable('refund', 'refunds', 'Refunds', 'Refund', ['charge', 'payment_intent']),
  post('refunds', 'Refunds', 'RefundCreateParams', ({ store, form }) =>
    refundCharge(store, textAt(form, 'payment_intent') ?? '', {
      amount: numberAt(form, 'amount'),
      metadata: dictionaryAt(form, 'metadata'),
    })
  ),
  ...readable('dispute', 'disputes', 'Disputes', 'Dispute', ['charge', 'payment_intent']),
  ...readable('invoice', 'invoices', 'Invoices', 'Invoice', ['customer', 'status']).slice(0, 1),
  get('invoices', 'Invoices', 'InvoiceListParams', ({ store, form }) =>
    store
      .all('invoice')
      .filter((each) => each.parent.subscription_details.subscription === form.subscription)
  ),
  get('invoice_payments', 'InvoicePayments', 'InvoicePaymentListParams', ({ store, form }) => {
    const payment = textAt(form, 'payment', 'payment_intent')
    return store.all('invoice_payment').filter((each) => each.payment.payment_intent === payment)
  }),
  ...readable('subscription', 'subscriptions', 'Subscriptions', 'Subscription', ['customer']),
  post('subscriptions/:id', 'Subscriptions', 'SubscriptionUpdateParams', (asking) =>
    changeSubscription(asking.store, asking.id, asking.form)
  ),
  post('subscriptions/:id/resume', 'Subscriptions', 'SubscriptionResumeParams', (asking) =>
    resumeSubscription(asking.store, asking.id)
  ),
  {
    ...get('subscriptions/:id', 'Subscriptions', 'SubscriptionCancelParams', ({ store, id }) => {
      // One that has ended is not there any more for another cancellation.
      if (store.find('subscription', id)?.status === 'canceled') throw new Refused(missing(id))
      return cancel(store, id)
    }),
    method: 'DELETE',
  },
  ...readable('payout', 'payouts', 'Payouts', 'Payout', ['status']),
  get(
    'balance_transactions',
    'BalanceTransactions',
    'BalanceTransactionListParams',
    ({ store, form }) => {
      const payout = textAt(form, 'payout')
      return store.all('balance_transaction').filter((line) => !payout || isOfPayout(line, payout))
    }
  ),
  ...readable('mandate', 'mandates', 'Mandates', 'Mandate', []).slice(0, 1),
  ...readable('event', 'events', 'Events', 'Event', ['type']),
  {
    ...post(
      'billing_portal/sessions',
      'BillingPortal/Sessions',
      'BillingPortal.SessionCreateParams',
      ({ store, form }) => {
        const customer = store.get('customer', textAt(form, 'customer'), 'customer')
        const id = store.id('bps')
        const url = `https://billing.example/p/session/${id}`
        return { id, object: 'billing_portal.session', customer: customer.id, url }
      }
    ),
    moves: false,
  },
]
