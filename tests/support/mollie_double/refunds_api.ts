import type { MollieAccount, PaymentRow, RefundRow } from './account.js'
import { conflict, unprocessable } from './problem.js'
import { centsAsked, metadataAsked, optionalText, type Body } from './read_body.js'
import { refundedCents } from './sums.js'

const SHORT_TIME = 60 * 60_000

/** `POST /v2/payments/:id/refunds`; the same amount again within a short time is a duplicate. */
export function createRefund(account: MollieAccount, payment: PaymentRow, body: Body): RefundRow {
  const cents = centsAsked(body.amount)
  if (payment.status !== 'paid') throw unprocessable('The payment is not paid.')
  const now = account.clock.now()
  const twin = account.refunds.some(
    (one) =>
      one.paymentId === payment.id &&
      one.cents === cents &&
      now.getTime() - one.createdAt.getTime() < SHORT_TIME
  )
  if (twin) throw conflict('A duplicate refund was detected for this payment.')
  if (cents > payment.cents - refundedCents(account, payment.id)) {
    throw unprocessable('The amount is higher than the remaining amount.', 'amount')
  }
  return addRefund(account, payment, cents, metadataAsked(body), optionalText(body, 'description'))
}

/** Writes a refund down, whoever asked for it: it leaves the balance at once. */
export function addRefund(
  account: MollieAccount,
  payment: PaymentRow,
  cents: number,
  metadata: unknown = null,
  description: string = payment.description
): RefundRow {
  const row: RefundRow = {
    id: account.newId('re'),
    paymentId: payment.id,
    createdAt: account.clock.now(),
    cents,
    description,
    metadata,
    status: 'pending',
  }
  account.refunds.push(row)
  account.moved('refund', row.id, -cents)
  account.tellOf(payment)
  return row
}
