import type { MollieAccount } from './account.js'
import { refuseUnknown, refuseUnknownQuery, type BodyKind } from './allowed_parameters.js'
import { createCustomer, findCustomer } from './customers_api.js'
import type { InHal } from './in_hal.js'
import { cancelPayment, createPayment, findPayment } from './payments_api.js'
import { missing, Problem, unprocessable } from './problem.js'
import type { Body } from './read_body.js'
import { createRefund } from './refunds_api.js'
import {
  cancelSubscription,
  changeSubscription,
  createSubscription,
  findSubscription,
} from './subscriptions_api.js'

export interface Asked {
  method: string
  /** Below `/v2/`. */
  path: string
  query: URLSearchParams
  body: Body
}

/** What Mollie answers to a call; throws a Problem where it would refuse. */
export function answer(account: MollieAccount, hal: InHal, asked: Asked): [number, unknown] {
  const { body, query } = asked
  const [room = '', id = '', part = '', partId = ''] = asked.path.split('/')
  const read = (kind: BodyKind) => {
    refuseUnknown(body, kind)
    return body
  }
  const embed = () => {
    refuseUnknownQuery(query, 'get')
    return (query.get('embed') ?? '').split(',').filter(Boolean)
  }
  const list = <Row extends { id: string }>(
    name: string,
    rows: Row[],
    show: (row: Row) => unknown
  ) => page(hal, asked, name, rows, show)

  switch (`${asked.method} ${room}${id && '/:'}${part && `/${part}`}${partId && '/:'}`) {
    case 'POST payments':
      return [201, hal.payment(createPayment(account, read('payment')))]
    case 'GET payments':
      return [200, list('payments', account.payments, (row) => hal.payment(row))]
    case 'GET payments/:':
      return [200, hal.payment(findPayment(account, id), embed())]
    case 'DELETE payments/:':
      read('nothing')
      return [200, hal.payment(cancelPayment(account, id))]
    case 'POST payments/:/refunds': {
      const payment = findPayment(account, id)
      return [201, hal.refund(createRefund(account, payment, read('refund')))]
    }
    case 'POST customers':
      return [201, hal.customer(createCustomer(account, read('customer')))]
    case 'GET customers/:':
      return [200, hal.customer(findCustomer(account, id))]
    case 'GET customers/:/payments': {
      findCustomer(account, id)
      const own = account.payments.filter(({ customerId }) => customerId === id)
      return [200, list('payments', own, (row) => hal.payment(row))]
    }
    case 'POST customers/:/subscriptions':
      return [201, hal.subscription(createSubscription(account, id, read('subscription')))]
    case 'GET customers/:/subscriptions': {
      const own = account.subscriptions.filter(({ customerId }) => customerId === id)
      return [200, list('subscriptions', own, (row) => hal.subscription(row))]
    }
    case 'GET customers/:/subscriptions/:':
      return [200, hal.subscription(findSubscription(account, id, partId))]
    case 'PATCH customers/:/subscriptions/:': {
      const row = findSubscription(account, id, partId)
      return [200, hal.subscription(changeSubscription(account, row, read('subscriptionChange')))]
    }
    case 'DELETE customers/:/subscriptions/:': {
      read('nothing')
      const row = findSubscription(account, id, partId)
      return [200, hal.subscription(cancelSubscription(account, row))]
    }
    case 'GET subscriptions':
      return [200, list('subscriptions', account.subscriptions, (row) => hal.subscription(row))]
    case 'GET settlements':
    case 'GET balances':
      throw new Problem(403, 'Forbidden', 'This call needs an organization access token.')
    default:
      throw missing('page')
  }
}

function page<Row extends { id: string }>(
  hal: InHal,
  { path, query }: Asked,
  name: string,
  rows: Row[],
  show: (row: Row) => unknown
) {
  refuseUnknownQuery(query, 'list')
  const limit = Number(query.get('limit') ?? 50)
  if (!Number.isInteger(limit) || limit < 1 || limit > 250) {
    throw unprocessable('The limit should be between 1 and 250.', 'limit')
  }
  const newestFirst = rows.toReversed()
  const from = query.get('from')
  const start = from ? newestFirst.findIndex(({ id }) => id === from) : 0
  if (start < 0) throw unprocessable('The from is not a known id.', 'from')
  const shown = newestFirst.slice(start, start + limit)
  const next = newestFirst[start + limit]
  const nextPath = next ? `${path}?from=${next.id}&limit=${limit}` : null
  return hal.page(name, path, shown, shown.map(show), nextPath)
}
