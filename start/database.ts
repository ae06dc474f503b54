import { QueryClient } from '@adonisjs/lucid/database'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import pg from 'pg'

// int8 comes as a string by default: an id compared with a number would then silently differ.
pg.types.setTypeParser(pg.types.builtins.INT8, (text) => {
  const number = Number(text)
  if (!Number.isSafeInteger(number)) throw new Error(`int8 beyond 2^53: ${text}`)
  return number
})

// A day is a day of Europe/Paris, `2026-03-29`, never an instant at some midnight.
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text)

type Callback = (transaction: TransactionClientContract) => Promise<unknown>
type Begin = (first?: unknown, options?: unknown) => Promise<unknown>

/**
 * A commit that the database refuses (a deferred rule, a lost connection) must be an error for who
 * asked for it: knex only tells it to the promise of the transaction as a whole, and Lucid does not
 * ask that one (knex issue 6141).
 */
function sure(transaction: TransactionClientContract): TransactionClientContract {
  const { knexClient } = transaction
  const commit = knexClient.commit.bind(knexClient)
  const sureCommit = async (value?: unknown) => {
    await commit(value)
    return knexClient.executionPromise
  }
  return Object.assign(transaction, {
    knexClient: Object.assign(knexClient, { commit: sureCommit }),
  })
}

const begin: Begin = Object.getOwnPropertyDescriptor(QueryClient.prototype, 'transaction')?.value

Reflect.set(QueryClient.prototype, 'transaction', async function (
  this: QueryClient,
  first?: unknown,
  options?: unknown
) {
  if (typeof first !== 'function') {
    return sure((await begin.call(this, first)) as TransactionClientContract)
  }
  const callback = first as Callback
  return begin.call(
    this,
    (transaction: TransactionClientContract) => callback(sure(transaction)),
    options
  )
} satisfies Begin)
