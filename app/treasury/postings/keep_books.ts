import db from '@adonisjs/lucid/services/db'
import { validateAutomatic } from '../ledger/validate.js'
import { letterAll } from '../ledger/letter.js'
import { postWaiting } from './post_facts.js'

/**
 * Brings the books up to date: drafts of what waits, then entries of the drafts that follow from
 * facts, then letters on what cancels out. Run by the clock; again, it does nothing more.
 */
export async function keepBooks(at: Date): Promise<{ facts: number; entries: number }> {
  let facts = 0
  let entries = 0
  for (let taken = 1; taken > 0; facts += taken) {
    taken = await db.transaction((transaction) => postWaiting(at, transaction))
  }
  for (let made = 1; made > 0; entries += made) {
    made = await db.transaction((transaction) => validateAutomatic(at, transaction))
  }
  await db.transaction((transaction) => letterAll(at, transaction))
  return { facts, entries }
}
