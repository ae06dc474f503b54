import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import logger from '@adonisjs/core/services/logger'
import { parisDay } from '#shared/paris'
import { prepared } from '#shared/prepared'

/** Where an entry stands in the books. */
export interface EntryNumber {
  year: number
  number: number
}

const VALIDATE = {
  name: 'treasury.validate',
  text: 'select year, number from ledger_validate($1, $2, $3)',
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

/**
 * Puts what follows from facts in the books; run by the clock. Gives how many entries were made. One
 * that the database refuses keeps no other out: it stays a draft, which the doctor names.
 */
export async function validateAutomatic(
  at: Date,
  transaction: TransactionClientContract,
  most = 2000
): Promise<number> {
  await transaction.rawQuery(LOCK)
  const drafts = await prepared<{ id: number }>(AUTOMATIC, [most, parisDay(at)], transaction)
  const ids = drafts.map(({ id }) => id)
  if (ids.length === 0) return 0
  const all = await attempt(ids, at, transaction)
  if (all) return all.length
  let made = 0
  for (const id of ids) made += (await attempt([id], at, transaction))?.length ?? 0
  return made
}

/** Null when the database refuses; what it had done so far is undone. */
async function attempt(
  ids: number[],
  at: Date,
  transaction: TransactionClientContract
): Promise<EntryNumber[] | null> {
  try {
    return await transaction.transaction(async (inner) => {
      const made = await validateDrafts(ids, at, null, inner)
      // Deferred rules speak now, while there is something to go back to.
      await inner.rawQuery('set constraints all immediate')
      await inner.rawQuery('set constraints all deferred')
      return made
    })
  } catch (error) {
    logger.error({ err: error, drafts: ids.slice(0, 5) }, 'the books refuse a draft')
    return null
  }
}
