import db from '@adonisjs/lucid/services/db'
import { forgetNetwork } from '#organisation/network'
import { Organisation } from '#organisation/organisation'
import { Person } from '#people/person'
import { clock } from '#shared/clock'
import { someone } from './cast.js'

/** Who founds the network, still without a charter: one person for all of a test, since a founder stands. */
export async function theFounder(person?: Person): Promise<Person> {
  const organisation = await Organisation.find(1)
  if (organisation?.founderId) return Person.findOrFail(organisation.founderId)
  const founder = person ?? (await someone('Awa'))
  await db.transaction((transaction) =>
    Organisation.found(
      { name: 'La Placette', place: 'Niort' },
      founder.id,
      clock.now(),
      transaction
    )
  )
  forgetNetwork()
  return founder
}
