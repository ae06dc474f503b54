import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { HidingClause } from './hiding_clauses.js'

/** Puts a warning over a post by the decision of this transaction, or takes it off; the post stays. */
export async function labelPost(
  postId: number,
  clause: HidingClause | null,
  transaction: TransactionClientContract
): Promise<void> {
  await transaction.rawQuery(
    `update posts set labelled_clause = ?::text, display_revision = display_revision + 1
      where id = ? and labelled_clause is distinct from ?::text`,
    [clause, postId, clause] as never
  )
}
