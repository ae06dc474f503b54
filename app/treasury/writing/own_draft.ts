import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { prepared } from '#shared/prepared'
import { done, refused, type Result } from '#shared/result'
import { draft, type Draft } from '../reading/drafts.js'

/** Why nothing is done to a draft: it is gone, or is no longer what the page showed. */
export type DraftRefusal = 'gone' | 'changed'

const LOCK = {
  name: 'treasury.lock_draft',
  text: `select version from ledger_drafts where id = $1 and origin in ('by_hand', 'counter') for update`,
}

/** A draft that a person wrote, held until the transaction ends, as long as it is that version. */
export async function heldDraft(
  id: number,
  version: number,
  transaction: TransactionClientContract
): Promise<Result<Draft, DraftRefusal>> {
  const [row] = await prepared<{ version: number }>(LOCK, [id], transaction)
  const found = row ? await draft(id, transaction) : null
  if (!row || !found) return refused('gone')
  return row.version === version ? done(found) : refused('changed')
}
