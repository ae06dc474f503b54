import type Stripe from 'stripe'

/** Fields of the SDK's own type; what it may hold whole is held by its id. */
type Some<Whole, Fields extends keyof Whole> = {
  [Field in Fields]: Exclude<Whole[Field], { id: string }>
}

export type Session = Some<
  Stripe.Checkout.Session,
  | 'id'
  | 'object'
  | 'amount_total'
  | 'cancel_url'
  | 'client_reference_id'
  | 'created'
  | 'currency'
  | 'customer'
  | 'customer_email'
  | 'expires_at'
  | 'livemode'
  | 'locale'
  | 'metadata'
  | 'mode'
  | 'payment_intent'
  | 'payment_status'
  | 'status'
  | 'subscription'
  | 'success_url'
  | 'url'
>

export type PaymentIntent = Some<
  Stripe.PaymentIntent,
  | 'id'
  | 'object'
  | 'amount'
  | 'amount_received'
  | 'created'
  | 'currency'
  | 'customer'
  | 'description'
  | 'latest_charge'
  | 'livemode'
  | 'metadata'
  | 'payment_method'
  | 'status'
> & { last_payment_error: { type: string; code: string; decline_code?: string } | null }

export type Charge = Some<
  Stripe.Charge,
  | 'id'
  | 'object'
  | 'amount'
  | 'amount_refunded'
  | 'balance_transaction'
  | 'created'
  | 'currency'
  | 'customer'
  | 'disputed'
  | 'failure_balance_transaction'
  | 'failure_code'
  | 'livemode'
  | 'metadata'
  | 'paid'
  | 'payment_intent'
  | 'refunded'
  | 'status'
> & { payment_method_details: Means }

/** How something was or will be paid. */
export type Means =
  | { type: 'card'; card: { brand: string; last4: string } }
  | { type: 'sepa_debit'; sepa_debit: { last4: string; mandate: string } }

export type PaymentMethod = { id: string; object: 'payment_method'; created: number } & Means

export type Refund = Some<
  Stripe.Refund,
  | 'id'
  | 'object'
  | 'amount'
  | 'balance_transaction'
  | 'charge'
  | 'created'
  | 'currency'
  | 'failure_balance_transaction'
  | 'metadata'
  | 'payment_intent'
  | 'status'
>

export type BalanceTransaction = Some<
  Stripe.BalanceTransaction,
  keyof Stripe.BalanceTransaction
> & {
  source: string | null
}

export type Dispute = Some<
  Stripe.Dispute,
  | 'id'
  | 'object'
  | 'amount'
  | 'charge'
  | 'created'
  | 'currency'
  | 'payment_intent'
  | 'reason'
  | 'status'
> & { balance_transactions: BalanceTransaction[] }

export interface Price {
  id: string
  object: 'price'
  currency: string
  product: string
  unit_amount: number
  recurring: { interval: string; interval_count: number }
}

export type Subscription = Some<
  Stripe.Subscription,
  | 'id'
  | 'object'
  | 'billing_cycle_anchor'
  | 'cancel_at'
  | 'cancel_at_period_end'
  | 'canceled_at'
  | 'created'
  | 'currency'
  | 'customer'
  | 'default_payment_method'
  | 'latest_invoice'
  | 'livemode'
  | 'metadata'
  | 'pause_collection'
  | 'status'
> & {
  items: {
    object: 'list'
    has_more: false
    data: [
      {
        id: string
        object: 'subscription_item'
        current_period_start: number
        current_period_end: number
        price: Price
        quantity: number
      },
    ]
  }
}

export type Invoice = Some<
  Stripe.Invoice,
  | 'id'
  | 'object'
  | 'amount_due'
  | 'amount_paid'
  | 'attempt_count'
  | 'billing_reason'
  | 'created'
  | 'currency'
  | 'customer'
  | 'livemode'
  | 'status'
> & {
  parent: {
    type: 'subscription_details'
    quote_details: null
    subscription_details: { subscription: string; metadata: Record<string, string> }
  }
}

export type InvoicePayment = Some<
  Stripe.InvoicePayment,
  | 'id'
  | 'object'
  | 'amount_paid'
  | 'amount_requested'
  | 'created'
  | 'currency'
  | 'invoice'
  | 'status'
> & { payment: { type: 'payment_intent'; payment_intent: string } }

export type Payout = Some<
  Stripe.Payout,
  | 'id'
  | 'object'
  | 'amount'
  | 'arrival_date'
  | 'balance_transaction'
  | 'created'
  | 'currency'
  | 'failure_balance_transaction'
  | 'livemode'
  | 'status'
>

export interface Customer {
  id: string
  object: 'customer'
  created: number
  email: string | null
  livemode: boolean
  invoice_settings: { default_payment_method: string | null }
}

export interface Mandate {
  id: string
  object: 'mandate'
  created: number
  payment_method_details: { type: 'sepa_debit'; sepa_debit: { reference: string; url: string } }
}

export interface Event {
  id: string
  object: 'event'
  api_version: string
  created: number
  data: { object: Thing }
  livemode: boolean
  type: string
}

/** All that the double keeps, by what `object` says. */
export interface Things {
  'checkout.session': Session
  'payment_intent': PaymentIntent
  'charge': Charge
  'refund': Refund
  'balance_transaction': BalanceTransaction
  'dispute': Dispute
  'subscription': Subscription
  'invoice': Invoice
  'invoice_payment': InvoicePayment
  'payout': Payout
  'customer': Customer
  'mandate': Mandate
  'payment_method': PaymentMethod
  'event': Event
}

export type Thing = Things[keyof Things]
