import { parisDay } from '#shared/paris'
import type { MollieAccount, SubscriptionRow } from './account.js'
import { findCustomer } from './customers_api.js'
import { conflict, missing, unprocessable } from './problem.js'
import {
  addressAsked,
  centsAsked,
  metadataAsked,
  optionalText,
  textAsked,
  type Body,
} from './read_body.js'

/** `POST /v2/customers/:id/subscriptions`: on a mandate that is there, be it pending. */
export function createSubscription(
  account: MollieAccount,
  customerId: string,
  body: Body
): SubscriptionRow {
  findCustomer(account, customerId)
  const cents = centsAsked(body.amount)
  const months = monthsAsked(body)
  const description = freeDescription(account, customerId, textAsked(body, 'description'))
  const startDate = startAsked(account, body)
  const mandateId = optionalText(body, 'mandateId')
  const mandate = account.mandates.find(
    ({ id, customerId: holder, status }) =>
      holder === customerId && status !== 'invalid' && (!mandateId || id === mandateId)
  )
  if (!mandate) throw unprocessable('The customer has no suitable mandates.', 'mandateId')
  const row: SubscriptionRow = {
    id: account.newId('sub'),
    customerId,
    mandateId: mandate.id,
    createdAt: account.clock.now(),
    status: mandate.status === 'valid' ? 'active' : 'pending',
    cents,
    months,
    startDate,
    drawn: 0,
    description,
    webhookUrl: addressAsked(body, 'webhookUrl'),
    metadata: metadataAsked(body),
    canceledAt: undefined,
  }
  account.subscriptions.push(row)
  return row
}

export function findSubscription(
  account: MollieAccount,
  customerId: string,
  id: string
): SubscriptionRow {
  const row = account.subscriptions.find((one) => one.id === id && one.customerId === customerId)
  if (!row) throw missing('subscription')
  return row
}

/** `PATCH …/subscriptions/:id`: amount and description are what we may change. */
export function changeSubscription(account: MollieAccount, row: SubscriptionRow, body: Body) {
  if (row.status === 'canceled' || row.status === 'completed') {
    throw unprocessable('The subscription has been canceled.')
  }
  if ('amount' in body) row.cents = centsAsked(body.amount)
  if ('description' in body) {
    row.description = freeDescription(account, row.customerId, textAsked(body, 'description'))
  }
  const others = Object.keys(body).filter((name) => name !== 'amount' && name !== 'description')
  if (others.length > 0) throw new Error(`the double cannot change ${others.join(', ')} yet`)
  return row
}

/** `DELETE …/subscriptions/:id`: at once, and no notice of it. */
export function cancelSubscription(account: MollieAccount, row: SubscriptionRow) {
  if (row.status === 'canceled') throw unprocessable('The subscription has been canceled already.')
  row.status = 'canceled'
  row.canceledAt = account.clock.now()
  return row
}

function monthsAsked(body: Body): number {
  const interval = textAsked(body, 'interval')
  const [, count] = /^(\d+) months?$/.exec(interval) ?? []
  const months = Number(count)
  if (!count || months < 1 || months > 12) {
    throw unprocessable('The interval is invalid; the maximum is 12 months.', 'interval')
  }
  return months
}

function freeDescription(account: MollieAccount, customerId: string, description: string) {
  const taken = account.subscriptions.some(
    (one) =>
      one.customerId === customerId && one.description === description && one.status !== 'canceled'
  )
  if (taken) throw conflict('A subscription with this description already exists.')
  return description
}

function startAsked(account: MollieAccount, body: Body): string {
  const today = parisDay(account.clock.now())
  const startDate = optionalText(body, 'startDate') ?? today
  if (!/^\d{4}-\d\d-\d\d$/.test(startDate) || startDate < today) {
    throw unprocessable('The start date is invalid or in the past.', 'startDate')
  }
  return startDate
}
