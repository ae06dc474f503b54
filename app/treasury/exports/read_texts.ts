import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { prepared, type PreparedStatement } from '#shared/prepared'

/** Bytes as they came: the driver may write over its own buffer with what comes next. */
const AS_BYTES = { getTypeParser: () => (bytes: Buffer) => Buffer.from(bytes) }

/**
 * Runs a prepared statement whose columns are all texts, and gives them as the bytes that PostgreSQL
 * wrote: a file goes through without ever being a string here.
 */
export function readTexts<Column extends string>(
  statement: PreparedStatement,
  values: unknown[],
  transaction: TransactionClientContract
): Promise<Array<Record<Column, Buffer | null>>> {
  return prepared({ ...statement, ...{ binary: true, types: AS_BYTES } }, values, transaction)
}
