import type { Payment } from '@mollie/api-client'
import type { DisputeSeen, RefundSeen } from '../provider.js'
import { centsOf, keyOf } from './mollie_words.js'

type Embedded = NonNullable<Payment['_embedded']>
type RefundOfPayment = NonNullable<Embedded['refunds']>[number]

const REFUND_STATES: Record<string, RefundSeen['state']> = {
  queued: 'pending',
  pending: 'pending',
  processing: 'pending',
  refunded: 'done',
  failed: 'failed',
  canceled: 'failed',
}

// Card schemes leave a merchant this long to answer; Mollie says no end of its own.
const CONTESTED_DAYS = 120
const DAY = 86_400_000

export function seenRefund(refund: Omit<RefundOfPayment, '_links'>): RefundSeen {
  return {
    ref: refund.id,
    amountCents: centsOf(refund.amount),
    state: REFUND_STATES[refund.status] ?? 'pending',
    createdAt: new Date(refund.createdAt),
    ours: keyOf(refund.metadata),
  }
}

export function seenRefunds(payment: Payment): RefundSeen[] {
  return (payment._embedded?.refunds ?? []).map(seenRefund)
}

/**
 * Chargebacks: won when reversed; a debit that its payer took back is lost at once, since nobody
 * may contest it (SEPA core scheme), a card's once the time to answer is over.
 */
export function seenDisputes(payment: Payment, now: Date): DisputeSeen[] {
  return (payment._embedded?.chargebacks ?? []).map((chargeback) => {
    const openedAt = new Date(chargeback.createdAt)
    const answerableUntil = new Date(openedAt.getTime() + CONTESTED_DAYS * DAY)
    const reversedAt = chargeback.reversedAt ? new Date(chargeback.reversedAt) : null
    const lostAt = payment.method === 'directdebit' ? openedAt : answerableUntil
    const state = reversedAt ? 'won' : lostAt <= now ? 'lost' : 'open'
    return {
      ref: chargeback.id,
      amountCents: Math.abs(centsOf(chargeback.amount)),
      feeCents: 0,
      state,
      reason: chargeback.reason?.code ?? '',
      openedAt,
      closedAt: reversedAt ?? (state === 'lost' ? lostAt : null),
    }
  })
}
