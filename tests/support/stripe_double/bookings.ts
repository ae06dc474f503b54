import type { Store } from './store.js'
import type { BalanceTransaction, Charge, Means } from './things.js'

interface Booking {
  type: string
  category: string
  amount: number
  fee?: number
  source: string | null
}

/** One line of the account's statement. */
export function book(store: Store, booking: Booking): BalanceTransaction {
  const { type, category, amount, fee = 0, source } = booking
  return store.add<'balance_transaction'>({
    id: store.id('txn'),
    object: 'balance_transaction',
    amount,
    available_on: store.now + 2 * 86_400,
    balance_type: 'payments',
    created: store.now,
    currency: 'eur',
    description: null,
    exchange_rate: null,
    fee,
    fee_details: fee
      ? [{ amount: fee, application: null, currency: 'eur', description: null, type: 'stripe_fee' }]
      : [],
    net: amount - fee,
    reporting_category: category,
    source,
    status: 'pending',
    type,
  })
}

/** Europe's tariff: 1.5 % and 25 cents for a card, 35 cents for a debit. */
export function feeFor(means: Means, amount: number): number {
  return means.type === 'card' ? Math.round(amount * 0.015) + 25 : 35
}

/** The charge's own line: Stripe works it out some time after the payment. */
export function bookCharge(store: Store, charge: Charge): void {
  if (charge.balance_transaction) return
  const isCard = charge.payment_method_details.type === 'card'
  charge.balance_transaction = book(store, {
    type: isCard ? 'charge' : 'payment',
    category: 'charge',
    amount: charge.amount,
    fee: feeFor(charge.payment_method_details, charge.amount),
    source: charge.id,
  }).id
}

/** Takes off again what was booked before it failed. */
export function bookFailure(store: Store, charge: Charge): void {
  if (!charge.balance_transaction) return
  charge.failure_balance_transaction = book(store, {
    type: 'payment_failure_refund',
    category: 'charge_failure',
    amount: -charge.amount,
    source: charge.id,
  }).id
}
