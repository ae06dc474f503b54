import type { Payment } from '@mollie/api-client'
import type { MovementSeen } from '../provider.js'
import { centsOf } from './mollie_words.js'

// A queued refund waits for money to be there: nothing has left the balance yet.
const LEFT = ['pending', 'processing', 'refunded', 'failed', 'canceled']
const CAME_BACK = ['failed', 'canceled']

/** What a payment did to the balance at Mollie, to the cent, fees apart (an API key shows none). */
export function paymentMovements(payment: Payment): MovementSeen[] {
  const { refunds = [], chargebacks = [] } = payment._embedded ?? {}
  return [
    ...(payment.status === 'paid'
      ? [line('payment', payment.id, centsOf(payment.amount), payment.paidAt ?? payment.createdAt)]
      : []),
    ...refunds.flatMap((refund) => {
      const cents = centsOf(refund.amount)
      return [
        ...(LEFT.includes(refund.status)
          ? [line('refund', refund.id, -cents, refund.createdAt)]
          : []),
        ...(CAME_BACK.includes(refund.status)
          ? [line('refund_failure', refund.id, cents, refund.createdAt)]
          : []),
      ]
    }),
    ...chargebacks.flatMap((chargeback) => {
      const cents = Math.abs(centsOf(chargeback.amount))
      return [
        line('dispute', chargeback.id, -cents, chargeback.createdAt),
        ...(chargeback.reversedAt
          ? [line('dispute_reversal', chargeback.id, cents, chargeback.reversedAt)]
          : []),
      ]
    }),
  ]
}

function line(
  kind: MovementSeen['kind'],
  ref: string,
  amountCents: number,
  occurredAt: string
): MovementSeen {
  return { kind, ref, amountCents, occurredAt: new Date(occurredAt) }
}
