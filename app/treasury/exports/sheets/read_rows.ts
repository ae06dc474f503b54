import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

const ROWS = 2000

/**
 * The rows of a query some thousands at a time, through a cursor of the transaction: the database
 * sorts and waits, memory does not grow. Columns are asked for by alias, in the order of the alias
 * list, and given as arrays.
 */
export async function* readRows<Row extends object>(
  books: TransactionClientContract,
  query: string,
  name: string
): AsyncGenerator<Row[], void, void> {
  await books.rawQuery(`declare ${name} no scroll cursor for ${query}`)
  try {
    for (;;) {
      const { rows } = await books.rawQuery<{ rows: Row[] }>(`fetch ${ROWS} from ${name}`)
      if (rows.length > 0) yield rows
      if (rows.length < ROWS) return
    }
  } finally {
    await books.rawQuery(`close ${name}`).catch(() => {})
  }
}
