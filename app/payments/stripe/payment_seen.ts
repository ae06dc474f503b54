import type Stripe from 'stripe'
import type { PaymentSeen } from '../provider.js'
import { disputeSeen, refundSeen, type WholeCharge } from './charges.js'
import { labelOf, mandateOf } from './means.js'
import { movementsOfCharge } from './movements.js'
import { idOf, instant, wholeOf } from './ours.js'

/** A payment intent with its charges, and what it hangs on. */
export interface WholePayment {
  payment: Stripe.PaymentIntent
  charges: WholeCharge[]
  session: Stripe.Checkout.Session | null
  subscriptionRef: string | null
}

/**
 * One payment, whatever it went through. Null for one that the payer is still trying on Stripe's
 * page, where a refused card is followed by another one: nothing has been paid nor failed yet.
 */
export async function paymentSeen(
  stripe: Stripe,
  { payment, charges, session, subscriptionRef }: WholePayment
): Promise<PaymentSeen | null> {
  const state = stateOf(payment)
  const said = state === 'paid' || state === 'pending'
  if (!said && session && session.status !== 'complete') return null
  const main = mainCharge(payment, charges)
  const { payment_method_details: means = null, created = payment.created } = main?.charge ?? {}
  const initiatedAt = instant(created)
  const booking = wholeOf(main?.charge.balance_transaction)
  return {
    ref: payment.id,
    checkoutRef: session?.id ?? null,
    subscriptionRef,
    state,
    grossCents: payment.amount,
    currency: payment.currency.toUpperCase(),
    feeCents: booking ? booking.fee : null,
    method: means?.type ?? '',
    methodLabel: labelOf(means),
    mandateRef: await mandateOf(stripe, means),
    initiatedAt,
    // The day on which the payer gave the order: Stripe dates no debit by its settlement.
    paidAt: state === 'paid' ? initiatedAt : null,
    failureCode: state === 'failed' ? failureOf(payment, main) : null,
    refunds: charges.flatMap(({ refunds }) => refunds.map(refundSeen)),
    disputes: charges.flatMap(({ disputes }) =>
      disputes.map(disputeSeen).filter((dispute) => dispute !== null)
    ),
    movements: charges.flatMap((whole) =>
      movementsOfCharge(whole.charge, whole.refunds, whole.disputes)
    ),
  }
}

/** Several cards may have been refused before the one that counts. */
function mainCharge(payment: Stripe.PaymentIntent, charges: WholeCharge[]) {
  const latest = idOf(payment.latest_charge)
  return (
    charges.find(({ charge }) => charge.status === 'succeeded') ??
    charges.find(({ charge }) => charge.id === latest) ??
    null
  )
}

function stateOf(payment: Stripe.PaymentIntent): PaymentSeen['state'] {
  if (payment.status === 'succeeded') return 'paid'
  if (payment.status === 'processing') return 'pending'
  return payment.status === 'canceled' ? 'canceled' : 'failed'
}

function failureOf(payment: Stripe.PaymentIntent, main: WholeCharge | null): string {
  if (payment.status === 'requires_action') return 'authentication_required'
  const { decline_code: declined, code } = payment.last_payment_error ?? {}
  return declined ?? code ?? main?.charge.failure_code ?? 'unknown'
}
