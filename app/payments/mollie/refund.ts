import { PaymentEmbed } from '@mollie/api-client'
import { ProviderRefused, type RefundSeen } from '../provider.js'
import type { MollieCalls } from './mollie_calls.js'
import { MollieRefused } from './mollie_errors.js'
import { euros } from './mollie_words.js'
import { seenDisputes, seenRefund, seenRefunds } from './seen_given_back.js'

/**
 * Gives money back, once per key. Mollie remembers keys for an hour only, so that the refunds
 * already there are read first: asking again a day later finds the first one.
 */
export async function refund(
  calls: MollieCalls,
  paymentRef: string,
  amountCents: number,
  idempotencyKey: string,
  now: Date
): Promise<RefundSeen> {
  const payment = await calls.call((client) =>
    client.payments.get(paymentRef, { embed: [PaymentEmbed.refunds, PaymentEmbed.chargebacks] })
  )
  const made = seenRefunds(payment).find(({ ours }) => ours === idempotencyKey)
  if (made) return made
  if (seenDisputes(payment, now).some(({ state }) => state !== 'won')) {
    throw new ProviderRefused('disputed', 'the payer took the money back already')
  }
  try {
    const answer = await calls.call((client) =>
      client.paymentRefunds.create({
        paymentId: paymentRef,
        amount: euros(amountCents),
        description: payment.description,
        metadata: { key: idempotencyKey },
        idempotencyKey,
      })
    )
    return seenRefund(answer)
  } catch (error) {
    throw await why(error, calls, paymentRef)
  }
}

async function why(error: unknown, calls: MollieCalls, paymentRef: string): Promise<unknown> {
  if (!(error instanceof MollieRefused)) return error
  if (error.status === 409) return new ProviderRefused('already_refunded', error.message)
  if (error.field !== 'amount') return error
  const payment = await calls.call((client) => client.payments.get(paymentRef))
  const nothingLeft = payment.amountRemaining?.value === '0.00'
  return new ProviderRefused(nothingLeft ? 'already_refunded' : 'amount_too_high', error.message)
}
