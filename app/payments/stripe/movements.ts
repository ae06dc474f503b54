import type Stripe from 'stripe'
import type { MovementSeen } from '../provider.js'
import { instant, wholeOf } from './ours.js'

type Kind = MovementSeen['kind']
type Booking = string | Stripe.BalanceTransaction | null | undefined

/**
 * A balance transaction as the cents it moves: its amount, and apart from it what Stripe took for
 * it (or gave back). Both carry its id, so that each is known once.
 */
export function movementsOf(booking: Booking, kind: Kind, feeKind: Kind = 'fee'): MovementSeen[] {
  const transaction = wholeOf(booking)
  if (!transaction) return []
  const { id: ref, amount, fee } = transaction
  const occurredAt = instant(transaction.created)
  return [
    { kind, ref, amountCents: amount, occurredAt },
    { kind: feeKind, ref, amountCents: -fee, occurredAt },
  ].filter((movement) => movement.amountCents !== 0)
}

/** What moved for one charge: the money, its failure, what was refunded and disputed. */
export function movementsOfCharge(
  charge: Stripe.Charge,
  refunds: Stripe.Refund[],
  disputes: Stripe.Dispute[]
): MovementSeen[] {
  return [
    ...movementsOf(charge.balance_transaction, 'payment'),
    ...movementsOf(charge.failure_balance_transaction, 'payment_failure'),
    ...refunds.flatMap((refund) => [
      ...movementsOf(refund.balance_transaction, 'refund'),
      ...movementsOf(refund.failure_balance_transaction, 'refund_failure'),
    ]),
    ...disputes.flatMap((dispute) => dispute.balance_transactions.flatMap(movementsOfDispute)),
  ]
}

function movementsOfDispute(transaction: Stripe.BalanceTransaction) {
  const kind = transaction.amount > 0 ? 'dispute_reversal' : 'dispute'
  return movementsOf(transaction, kind, 'dispute_fee')
}
