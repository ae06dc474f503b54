import { rowOf, type MollieAccount, type PaymentRow } from './account.js'
import { missing, unprocessable } from './problem.js'
import {
  addressAsked,
  centsAsked,
  localeAsked,
  metadataAsked,
  optionalText,
  textAsked,
  type Body,
} from './read_body.js'

const SEQUENCES = ['oneoff', 'first', 'recurring'] as const

/** `POST /v2/payments`: a page for the payer; recurring ones are drawn by the tests' own acts. */
export function createPayment(account: MollieAccount, body: Body): PaymentRow {
  const sequenceType = SEQUENCES.find((name) => name === (body.sequenceType ?? 'oneoff'))
  if (!sequenceType) throw unprocessable('The sequenceType is invalid.', 'sequenceType')
  const customerId = optionalText(body, 'customerId')
  if (sequenceType !== 'oneoff' && !customerId) {
    throw unprocessable('A customer is required for recurring payments.', 'customerId')
  }
  if (customerId && !account.customers.some(({ id }) => id === customerId)) {
    throw unprocessable('The customer does not exist.', 'customerId')
  }
  if (sequenceType === 'first' && body.method === 'directdebit') {
    throw unprocessable('A first payment cannot be a direct debit.', 'method')
  }
  const redirectUrl = addressAsked(body, 'redirectUrl')
  if (!redirectUrl && sequenceType !== 'recurring') {
    throw unprocessable('A redirect URL is required.', 'redirectUrl')
  }
  const row: PaymentRow = {
    id: account.newId('tr'),
    createdAt: account.clock.now(),
    status: 'open',
    cents: centsAsked(body.amount),
    description: textAsked(body, 'description'),
    redirectUrl,
    cancelUrl: addressAsked(body, 'cancelUrl'),
    webhookUrl: addressAsked(body, 'webhookUrl'),
    locale: localeAsked(body),
    metadata: metadataAsked(body),
    sequenceType,
    customerId,
    mandateId: optionalText(body, 'mandateId'),
    subscriptionId: undefined,
    method: undefined,
    details: undefined,
    paidAt: undefined,
    endedAt: undefined,
  }
  account.payments.push(row)
  return row
}

export function findPayment(account: MollieAccount, id: string): PaymentRow {
  const row = account.payments.find((one) => one.id === id)
  if (!row) throw missing('payment')
  return row
}

/** `DELETE /v2/payments/:id`: only what nobody has paid. */
export function cancelPayment(account: MollieAccount, id: string): PaymentRow {
  const row = findPayment(account, id)
  if (row.status !== 'open') throw unprocessable('The payment cannot be canceled.')
  row.status = 'canceled'
  row.endedAt = account.clock.now()
  account.tellOf(row)
  return rowOf(account.payments, id)
}
