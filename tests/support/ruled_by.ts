import db from '@adonisjs/lucid/services/db'
import type { RuleValues } from '#rulebook/declarations'
import { forgetBook, recordFoundingValues } from '#rulebook/rule_book'

const LONG_AGO = new Date('2020-01-01T00:00:00Z')

/** Has the network ruled by these values, and by the founding ones for all else. */
export async function ruledBy(values: Partial<RuleValues>): Promise<void> {
  await db.transaction((transaction) => recordFoundingValues(transaction, LONG_AGO, values))
  forgetBook()
}
