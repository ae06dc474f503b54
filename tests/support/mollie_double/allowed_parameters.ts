import type { MollieClient } from '@mollie/api-client'
import { unprocessable } from './problem.js'

/** What an API key may not send, and what the client keeps out of bodies: paths and headers. */
type NotInBodies =
  | 'testmode'
  | 'profileId'
  | 'applicationFee'
  | 'idempotencyKey'
  | 'customerId'
  | 'paymentId'
  | 'include'

type Names<Call> = Record<Exclude<keyof Call, NotInBodies>, true>
type Asked<Call extends (...values: never[]) => unknown> = Parameters<Call>[0]
type SecondAsked<Call extends (...values: never[]) => unknown> = Parameters<Call>[1]

// Each list is checked against the client's own types: one name more or less does not compile.
const PAYMENT: Names<Asked<MollieClient['payments']['create']>> & { customerId: true } = {
  amount: true,
  description: true,
  redirectUrl: true,
  cancelUrl: true,
  webhookUrl: true,
  customerId: true,
  mandateId: true,
  lines: true,
  shippingAddress: true,
  billingAddress: true,
  routing: true,
  issuer: true,
  restrictPaymentMethodsToCountry: true,
  locale: true,
  metadata: true,
  sequenceType: true,
  captureMode: true,
  captureDelay: true,
  method: true,
  applePayPaymentToken: true,
  googlePayPaymentToken: true,
  billingEmail: true,
  dueDate: true,
  cardToken: true,
  storeCredentials: true,
  terminalId: true,
  voucherNumber: true,
  voucherPin: true,
  consumerDateOfBirth: true,
  extraMerchantData: true,
  company: true,
  sessionId: true,
  digitalGoods: true,
  customerReference: true,
  consumerName: true,
  consumerAccount: true,
}

const CUSTOMER: Names<Asked<MollieClient['customers']['create']>> = {
  name: true,
  email: true,
  locale: true,
  metadata: true,
}

const SUBSCRIPTION: Names<Asked<MollieClient['customerSubscriptions']['create']>> = {
  amount: true,
  interval: true,
  description: true,
  mandateId: true,
  times: true,
  startDate: true,
  method: true,
  webhookUrl: true,
  metadata: true,
}

const SUBSCRIPTION_CHANGE: Names<SecondAsked<MollieClient['customerSubscriptions']['update']>> = {
  mandateId: true,
  amount: true,
  description: true,
  interval: true,
  metadata: true,
  startDate: true,
  times: true,
  webhookUrl: true,
}

const REFUND: Names<Asked<MollieClient['paymentRefunds']['create']>> = {
  amount: true,
  description: true,
  metadata: true,
  routingReversals: true,
  reverseRouting: true,
}

export const ALLOWED = {
  payment: PAYMENT,
  customer: CUSTOMER,
  subscription: SUBSCRIPTION,
  subscriptionChange: SUBSCRIPTION_CHANGE,
  refund: REFUND,
  nothing: {},
} satisfies Record<string, Record<string, true>>

export type BodyKind = keyof typeof ALLOWED

/** Refuses what Mollie would: a name that the call does not know. */
export function refuseUnknown(body: Record<string, unknown>, kind: BodyKind): void {
  const unknown = Object.keys(body).find((name) => !(name in ALLOWED[kind]))
  if (unknown) {
    throw unprocessable(`Non-existent body parameter "${unknown}" for this API call.`, unknown)
  }
}

const QUERY = { get: ['embed', 'include'], list: ['from', 'limit', 'sort'] }

export function refuseUnknownQuery(query: URLSearchParams, kind: keyof typeof QUERY): void {
  const unknown = [...query.keys()].find((name) => !QUERY[kind].includes(name))
  if (unknown) throw unprocessable(`Non-existent query parameter "${unknown}".`, unknown)
}
