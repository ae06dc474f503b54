import db from '@adonisjs/lucid/services/db'
import type { RuleKey, RuleValues } from '#rulebook/declarations'
import { recordFoundingValues } from '#rulebook/rule_book'
import { done, refused, type Result } from '#shared/result'
import { tell } from '#shared/wiring/events'
import { Organisation } from './organisation.js'

/**
 * The founder sets a rule, before the charter is adopted. The value it had stays in the book's
 * history; the adoption of the charter waits for this change, or this change is refused after it.
 */
export async function setFoundingRule<Key extends RuleKey>(
  key: Key,
  value: RuleValues[Key],
  personId: number,
  at: Date
): Promise<Result<null, 'charter_adopted'>> {
  return db.transaction(async (transaction) => {
    const organisation = await Organisation.query({ client: transaction }).forUpdate().first()
    if (!organisation?.isBeingFoundedBy(personId)) return refused('charter_adopted')
    await recordFoundingValues(transaction, at, { [key]: value } as Partial<RuleValues>, personId)
    await tell({ name: 'rulebook.rule_changed', at, key, value, personId }, transaction)
    return done(null)
  })
}
