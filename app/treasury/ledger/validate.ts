import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { parisDay } from '#shared/paris'
import { prepared } from '#shared/prepared'

/** Where an entry stands in the books. */
export interface EntryNumber {
  year: number
  number: number
}

const VALIDATE = {
  name: 'treasury.validate',
  // A clock that went back, or was read before waiting: an entry is never before the one before it.
  text: `select year, number from ledger_validate($1, greatest($2::timestamptz, (select max(e.validated_at)
    from ledger_counters c join ledger_entries e on e.year = c.year and e.position = c.last_position
    join ledger_years y on y.year = c.year join ledger_drafts d on d.entry_on between y.starts_on and y.ends_on
    where d.id = any($1))), $3)`,
}

const LOCK = `select pg_advisory_xact_lock(hashtext('ledger_automatic'))`

/**
 * Puts drafts in the books, in this order: each takes the next number of its year and a link of its
 * chain, and never changes again. The database refuses one that is not balanced, lacks a signature,
 * or is for a closed year: the transaction fails then.
 */
export async function validateDrafts(
  draftIds: readonly number[],
  at: Date,
  validatedById: number | null,
  transaction: TransactionClientContract
): Promise<EntryNumber[]> {
  // One at a time, whatever the years: nobody waits for one year while holding another.
  await transaction.rawQuery(LOCK)
  return prepared(VALIDATE, [draftIds, at, validatedById], transaction)
}

const AUTOMATIC = {
  name: 'treasury.automatic_drafts',
  text: `select d.id from ledger_drafts d join ledger_years y on d.entry_on between y.starts_on and y.ends_on
    where d.origin = 'automatic' and d.entry_on <= $2 and not exists (select from ledger_closings c where c.year = y.year)
    order by d.entry_on, d.id limit $1`,
}

/** Puts what follows from facts in the books; run by the clock. Gives how many entries were made. */
export async function validateAutomatic(
  at: Date,
  transaction: TransactionClientContract,
  most = 2000
): Promise<number> {
  await transaction.rawQuery(LOCK)
  const drafts = await prepared<{ id: number }>(AUTOMATIC, [most, parisDay(at)], transaction)
  if (drafts.length === 0) return 0
  const made = await validateDrafts(
    drafts.map(({ id }) => id),
    at,
    null,
    transaction
  )
  return made.length
}
