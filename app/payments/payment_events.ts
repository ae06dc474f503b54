import type { PaymentLine } from './payment_intent.js'

/**
 * What the payments room tells inside the transaction that applies a provider's word
 * (`listenInTransaction`). Each is told once per change, never again for the same one; the payment
 * is named by its row, amounts are cents, `lines` are those of its intent.
 */
export interface PaymentTold {
  [fact: string]: unknown
  at: Date
  paymentId: number
  intentId: string
  personId: number | null
  payerName: string
  payerEmail: string | null
  locale: 'fr' | 'en'
  lines: PaymentLine[]
  grossCents: number
  /** When the payer paid (the day that counts for dues), by Europe/Paris. */
  paidAt: Date | null
  initiatedAt: Date
  /** Set for each payment of an agreement to pay again and again; `first` is the one that began it. */
  subscriptionId: number | null
  first: boolean
  provider: string
}

/**
 * - `payments.pending`: on its way (a debit of some days); provisional.
 * - `payments.paid`: the money is known to be there. Told once even if it passed by pending.
 * - `payments.surplus`: paid, but its intent had been paid before: nothing is covered by it until
 *   someone says what to do (refund, next period, gift).
 * - `payments.failed`: it will not come: after pending, or after paid (a debit taken back by the bank).
 * - `payments.given_back`: refunded or charged back; `backCents` is all that went back so far, zero
 *   again when a refund failed or a dispute was won.
 */
export const PAYMENT_EVENTS = [
  'payments.pending',
  'payments.paid',
  'payments.surplus',
  'payments.failed',
  'payments.given_back',
] as const

export type PaymentEventName = (typeof PAYMENT_EVENTS)[number]

/** `payments.given_back` also says this. */
export interface GivenBackTold extends PaymentTold {
  backCents: number
  cause: 'refund' | 'dispute'
  /** Whether a dispute of it is still open. */
  disputed: boolean
}

/** `payments.applied`, with `intentId`: all that a provider said of an intent is written. */

/** `payments.subscription_changed`: a change of state, amount or next day of a recurring payment. */
export interface SubscriptionTold {
  [fact: string]: unknown
  at: Date
  subscriptionId: number
  intentId: string
  personId: number | null
  payerEmail: string | null
  locale: 'fr' | 'en'
  state: string
  fromState: string | null
  amountCents: number
  nextChargeOn: string | null
  failureCount: number
  lines: PaymentLine[]
}
