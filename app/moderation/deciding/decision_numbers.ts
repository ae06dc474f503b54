import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

/** `2026-0012-1`: the number of the case, and which of its decisions. */
export async function numberOfDecision(
  caseId: number,
  transaction: TransactionClientContract
): Promise<string> {
  const { rows } = await transaction.rawQuery(
    `select c.number || '-' || (1 + (select count(*) from decisions d where d.case_id = c.id)) as number
       from cases c where c.id = ?`,
    [caseId]
  )
  return rows[0].number
}
