import type Stripe from 'stripe'
import type { RefundSeen } from '../provider.js'
import { refundSeen } from './charges.js'
import { markedWithKey } from './ours.js'

/** Gives back part or all of a payment. */
export async function refundPayment(
  stripe: Stripe,
  paymentRef: string,
  amountCents: number,
  idempotencyKey: string
): Promise<RefundSeen> {
  const refund = await stripe.refunds.create(
    {
      payment_intent: paymentRef,
      amount: amountCents,
      metadata: markedWithKey(idempotencyKey),
    },
    { idempotencyKey }
  )
  return refundSeen(refund)
}
