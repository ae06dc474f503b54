import db from '@adonisjs/lucid/services/db'
import { forgetNetwork } from '#organisation/network'
import { Organisation, type OrganisationFacts } from '#organisation/organisation'
import { recordFoundingValues } from '#rulebook/rule_book'

const LONG_AGO = new Date('2020-01-01T00:00:00Z')

/** A network in its founding phase, with its founding rules, whose founder is this person. */
export async function foundedBy(
  person: { id: number },
  facts: Partial<OrganisationFacts> = {}
): Promise<void> {
  await db.transaction(async (transaction) => {
    const named = { name: 'La Placette', place: 'Niort', ...facts }
    await Organisation.found(named, person.id, LONG_AGO, transaction)
    // Most networks of the tests have statutes that let their members vote here.
    await transaction
      .table('remote_clauses')
      .insert({ article: 'Article 12 : à distance.', recorded_by_id: null, recorded_at: LONG_AGO })
    await recordFoundingValues(transaction, LONG_AGO, {}, person.id)
  })
  forgetNetwork()
}
