import type { CustomerRow, MollieAccount } from './account.js'
import { missing } from './problem.js'
import { localeAsked, metadataAsked, optionalText, type Body } from './read_body.js'

/** `POST /v2/customers`. */
export function createCustomer(account: MollieAccount, body: Body): CustomerRow {
  const row: CustomerRow = {
    id: account.newId('cst'),
    createdAt: account.clock.now(),
    name: optionalText(body, 'name') ?? '',
    email: optionalText(body, 'email') ?? null,
    locale: localeAsked(body) ?? null,
    metadata: metadataAsked(body),
  }
  account.customers.push(row)
  return row
}

export function findCustomer(account: MollieAccount, id: string): CustomerRow {
  const row = account.customers.find((one) => one.id === id)
  if (!row) throw missing('customer')
  return row
}
