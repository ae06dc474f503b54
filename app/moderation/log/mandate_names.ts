import db from '@adonisjs/lucid/services/db'
import type { LogRow } from './read_log.js'

/** Who held the mandates that these lines name: for those elected to audit, and nobody else. */
export async function mandateNames(rows: readonly LogRow[]): Promise<Map<number, string>> {
  const ids = rows.flatMap(({ said }) => [said.mandate, said.second]).filter(Boolean)
  const found = await db
    .from('mandates')
    .join('people', 'people.id', 'mandates.person_id')
    .whereIn('mandates.id', ids.map(Number))
    .select('mandates.id', 'people.name')
  return new Map(found.map((row: { id: number; name: string }) => [Number(row.id), row.name]))
}
