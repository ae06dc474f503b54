import type { MollieAccount } from './account.js'

/** What was or is being given back of a payment. */
export function refundedCents(account: MollieAccount, paymentId: string): number {
  return account.refunds
    .filter(({ status }) => status !== 'failed' && status !== 'canceled')
    .filter((refund) => refund.paymentId === paymentId)
    .reduce((sum, { cents }) => sum + cents, 0)
}

export function chargedBackCents(account: MollieAccount, paymentId: string): number {
  return account.chargebacks
    .filter((chargeback) => chargeback.paymentId === paymentId && !chargeback.reversedAt)
    .reduce((sum, { cents }) => sum + cents, 0)
}
