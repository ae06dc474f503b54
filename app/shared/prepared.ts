import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { Client } from 'pg'

/** A statement with a name of its own, so that PostgreSQL plans it once per connection. */
export interface PreparedStatement {
  name: string
  text: string
}

interface ConnectionHolder {
  acquireConnection(): Promise<Client>
  releaseConnection(connection: Client): Promise<void>
}

/**
 * Runs a prepared statement on Lucid's own pool (or inside the given transaction) and returns
 * plain rows: the read path's way, without the cost of building and planning the query each time.
 */
export async function prepared<Row>(
  statement: PreparedStatement,
  values: unknown[],
  transaction?: TransactionClientContract
): Promise<Row[]> {
  const client = transaction ?? db.connection()
  const holder: ConnectionHolder = client.getReadClient().client
  const connection = await holder.acquireConnection()
  try {
    const { rows } = await connection.query({ ...statement, values })
    return rows
  } finally {
    await holder.releaseConnection(connection)
  }
}
