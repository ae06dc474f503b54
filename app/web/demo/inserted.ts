import type { Client } from 'pg'

/** Runs an insert that returns its id. */
export async function inserted(
  client: Client,
  statement: string,
  values: unknown[]
): Promise<number> {
  const { rows } = await client.query<{ id: number }>(statement, values)
  const id = rows[0]?.id
  if (id === undefined) throw new Error(`Nothing was written by ${statement.slice(0, 40)}`)
  return id
}
