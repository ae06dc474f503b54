import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { prepared } from '#shared/prepared'

const LATEST = {
  name: 'governance.remote_clause',
  text: 'select article from remote_clauses order by id desc limit 1',
}

/** The article of the statutes that lets members vote from a distance; null when none does. */
export async function remoteClause(
  transaction?: TransactionClientContract
): Promise<string | null> {
  const [row] = await prepared<{ article: string | null }>(LATEST, [], transaction)
  return row?.article ?? null
}

/** Writes down that article; empty when the statutes have none any more. */
export async function recordRemoteClause(
  { article, personId }: { article: string; personId: number | null },
  at: Date,
  transaction: TransactionClientContract
): Promise<void> {
  await transaction.table('remote_clauses').insert({
    ...{ article: article === '' ? null : article, recorded_by_id: personId, recorded_at: at },
  })
}
