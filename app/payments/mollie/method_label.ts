import type { Payment } from '@mollie/api-client'

const NAMES: Record<string, string> = {
  ideal: 'iDEAL',
  bancontact: 'Bancontact',
  applepay: 'Apple Pay',
  paypal: 'PayPal',
  banktransfer: 'SEPA',
  directdebit: 'SEPA',
  creditcard: 'card',
}

/** The means as the payer knows it: a brand, and the last four digits where Mollie tells them. */
export function methodLabel(payment: Payment): string {
  const details: object = payment.details ?? {}
  const brand = 'cardLabel' in details && details.cardLabel ? String(details.cardLabel) : null
  const name = brand ?? NAMES[payment.method ?? ''] ?? payment.method ?? ''
  const number = endOf(details)
  return number ? `${name} •••• ${number}` : name
}

function endOf(details: object): string | null {
  const number =
    'cardNumber' in details
      ? details.cardNumber
      : 'consumerAccount' in details
        ? details.consumerAccount
        : null
  const digits = typeof number === 'string' ? number.replace(/\W/g, '') : ''
  return digits.length >= 4 ? digits.slice(-4) : null
}
