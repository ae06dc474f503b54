import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { Organisation } from '#organisation/organisation'
import { Invitation } from '#people/invitation'
import { Mandate } from '#people/mandate'
import { Person } from '#people/person'
import { recordFoundingValues } from '#rulebook/rule_book'
import { systemRandom } from '#shared/random'
import type { DemoPerson } from './demo_files.js'
import { DEMO_NETWORK } from './demo_network.js'

const DAY = 86_400_000

/** The network, its people, their mandates and the invitation that visitors of the demo use. */
export async function foundDemo(
  people: DemoPerson[],
  now: Date,
  transaction: TransactionClientContract
): Promise<Map<string, Person>> {
  const oldest = Math.max(...people.map((person) => person.joined_days_ago))
  const foundedAt = new Date(now.getTime() - (oldest + 1) * DAY)
  await Organisation.found(DEMO_NETWORK, null, foundedAt, transaction)
  await recordFoundingValues(transaction, foundedAt, {
    'votes.minimum_membership_days': 0,
    'feed.visibility_default': 'public',
  })
  await Organisation.adoptCharter(new Date(foundedAt.getTime() + 60 * DAY), transaction)
  const persons = await settle(people, now, transaction)
  const awa = persons.get('awa')
  if (!awa) throw new Error('The demo needs Awa: she invites the visitors')
  await Invitation.create(
    {
      sponsorId: awa.id,
      nonce: systemRandom.bytes(16),
      note: 'Bienvenue aux curieux de passage',
      seats: 1000,
      // Before this month: Awa keeps her own places to give.
      createdAt: new Date(now.getTime() - 31 * DAY),
      expiresAt: new Date(now.getTime() + 3650 * DAY),
    },
    { client: transaction }
  )
  return persons
}

async function settle(people: DemoPerson[], now: Date, transaction: TransactionClientContract) {
  const persons = new Map<string, Person>()
  const inOrder = [...people].sort((one, other) => other.joined_days_ago - one.joined_days_ago)
  for (const { key, handle, name, bio, place, locale, sponsor, ...facts } of inOrder) {
    const joinedAt = new Date(now.getTime() - facts.joined_days_ago * DAY)
    const person = await Person.create(
      {
        handle,
        name,
        bio,
        place,
        locale,
        email: `${handle}@revolucion.example`,
        sponsorId: sponsor ? (persons.get(sponsor)?.id ?? null) : null,
        ageAttestedAt: joinedAt,
        joinedAt,
        revision: 1,
      },
      { client: transaction }
    )
    persons.set(key, person)
    for (const role of facts.mandates) {
      const startsAt = new Date(now.getTime() - Math.min(90, facts.joined_days_ago) * DAY)
      const endsAt = new Date(startsAt.getTime() + (role === 'moderator' ? 183 : 365) * DAY)
      await Mandate.grant(
        { personId: person.id, role, startsAt, endsAt, at: startsAt },
        transaction
      )
    }
  }
  return persons
}
