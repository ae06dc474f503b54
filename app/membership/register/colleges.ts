import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { prepared } from '#shared/prepared'

/** The colleges of members that exist, by name. */
export async function colleges(): Promise<string[]> {
  const rows = await prepared<{ name: string }>(
    { name: 'membership.colleges', text: 'select name from colleges order by name' },
    []
  )
  return rows.map(({ name }) => name)
}

/** The college of that name, opened when there is none. */
export async function collegeNamed(
  name: string,
  at: Date,
  transaction: TransactionClientContract
): Promise<number> {
  await transaction
    .table('colleges')
    .knexQuery.insert({ name, opened_at: at })
    .onConflict('name')
    .ignore()
  const row = await transaction.from('colleges').where('name', name).firstOrFail()
  return row.id
}
