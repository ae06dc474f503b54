import { bookCharge, bookFailure } from './bookings.js'
import type { Store } from './store.js'
import type { Charge, Means, PaymentIntent, PaymentMethod } from './things.js'

/** A means of payment that a payer typed in. */
export function aCard(store: Store, last4: string): PaymentMethod {
  const card = { brand: 'visa', last4 }
  return store.add<'payment_method'>({
    id: store.id('pm'),
    object: 'payment_method',
    created: store.now,
    type: 'card',
    card,
  })
}

/** An account with the mandate to debit it. */
export function anAccount(store: Store, last4: string): PaymentMethod {
  const mandate = store.add<'mandate'>({
    id: store.id('mandate'),
    object: 'mandate',
    created: store.now,
    payment_method_details: {
      type: 'sepa_debit',
      sepa_debit: { reference: `RUM${last4}0001`, url: 'https://hooks.example/mandate' },
    },
  })
  return store.add<'payment_method'>({
    id: store.id('pm'),
    object: 'payment_method',
    created: store.now,
    type: 'sepa_debit',
    sepa_debit: { last4, mandate: mandate.id },
  })
}

interface Asked {
  amount: number
  customer: string | null
  description?: string | null
  metadata?: Record<string, string>
}

/** Something to be paid, before anything was tried. */
export function aPaymentIntent(store: Store, asked: Asked): PaymentIntent {
  const payment = store.add<'payment_intent'>({
    id: store.id('pi'),
    object: 'payment_intent',
    amount: asked.amount,
    amount_received: 0,
    created: store.now,
    currency: 'eur',
    customer: asked.customer,
    description: asked.description ?? null,
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    metadata: asked.metadata ?? {},
    payment_method: null,
    status: 'requires_payment_method',
  })
  store.happened('payment_intent.created', payment)
  return payment
}

/** Tries to take the money: a card answers at once, a debit is on its way. */
export function tryToPay(
  store: Store,
  payment: PaymentIntent,
  method: PaymentMethod,
  decline: string | null
): Charge {
  const isCard = method.type === 'card'
  const status = decline ? 'failed' : isCard ? 'succeeded' : 'pending'
  const charge = store.add<'charge'>({
    id: store.id(isCard ? 'ch' : 'py'),
    object: 'charge',
    amount: payment.amount,
    amount_refunded: 0,
    balance_transaction: null,
    created: store.now,
    currency: payment.currency,
    customer: payment.customer,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: decline,
    livemode: false,
    metadata: { ...payment.metadata },
    paid: status !== 'failed',
    payment_intent: payment.id,
    payment_method_details: meansOf(method),
    refunded: false,
    status,
  })
  payment.latest_charge = charge.id
  payment.payment_method = decline ? null : method.id
  if (decline) return refused(store, payment, charge, decline)
  if (isCard) return settled(store, payment, charge)
  payment.status = 'processing'
  store.happened('charge.pending', charge)
  store.happened('payment_intent.processing', payment)
  return charge
}

/** The money is there. */
export function settled(store: Store, payment: PaymentIntent, charge: Charge): Charge {
  charge.status = 'succeeded'
  payment.status = 'succeeded'
  payment.amount_received = payment.amount
  payment.last_payment_error = null
  store.happened('charge.succeeded', charge)
  store.happened('payment_intent.succeeded', payment)
  return charge
}

/** It will not come: at once, or days later. */
export function refused(store: Store, payment: PaymentIntent, charge: Charge, code: string) {
  charge.status = 'failed'
  charge.paid = false
  charge.failure_code = code
  bookFailure(store, charge)
  payment.status = 'requires_payment_method'
  payment.payment_method = null
  payment.last_payment_error = { type: 'card_error', code: 'card_declined', decline_code: code }
  store.happened('charge.failed', charge)
  store.happened('payment_intent.payment_failed', payment)
  return charge
}

/** What Stripe worked out of the charges of late: fees come after the payment. */
export function feesArrive(store: Store): void {
  for (const charge of store.all('charge')) {
    if (charge.status !== 'succeeded' || charge.balance_transaction) continue
    bookCharge(store, charge)
    store.happened('charge.updated', charge)
  }
}

function meansOf(method: PaymentMethod): Means {
  return method.type === 'card'
    ? { type: 'card', card: method.card }
    : { type: 'sepa_debit', sepa_debit: method.sepa_debit }
}
