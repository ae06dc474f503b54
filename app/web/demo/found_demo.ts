import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { recordRemoteClause } from '#governance/statutes/remote_clause'
import { Organisation } from '#organisation/organisation'
import { Invitation } from '#people/invitation'
import { Mandate } from '#people/mandate'
import { Person } from '#people/person'
import type { Role } from '#people/powers'
import { recordFoundingValues } from '#rulebook/rule_book'
import { systemRandom } from '#shared/random'
import type { DemoPerson, DemoScenario } from './demo_files.js'
import { DEMO_PLANS } from './demo_plans.js'
import { DEMO_NETWORK } from './demo_network.js'
import { FOUNDING_NETWORK } from './founding_network.js'

const DAY = 86_400_000

/** How long ago the first holders began, in days; votes elected those after them. */
const HELD: Partial<Record<Role, number>> = { moderator: 170, treasurer: 300 }

/** The charter began without its last article, which a vote added since. */
const FIRST_CHARTER = {
  ...DEMO_NETWORK,
  charterFr: DEMO_NETWORK.charterFr.split('\n').slice(0, -1).join('\n'),
  charterEn: DEMO_NETWORK.charterEn.split('\n').slice(0, -1).join('\n'),
}

interface Founding {
  scenario: DemoScenario
  people: DemoPerson[]
  /** The places' ids, by their slugs. */
  places: ReadonlyMap<string, number>
}

/** Before the people: the network's opening, a day before the first of them. */
export function foundingDay(people: DemoPerson[], now: Date): Date {
  const oldest = Math.max(...people.map((person) => person.joined_days_ago))
  return new Date(now.getTime() - (oldest + 1) * DAY)
}

/** The network, its people, their mandates and the invitation that visitors of the demo use. */
export async function foundDemo(
  founding: Founding,
  now: Date,
  transaction: TransactionClientContract
): Promise<Map<string, Person>> {
  const foundedAt = foundingDay(founding.people, now)
  const persons = await settle(founding, now, transaction)
  const [awa, chloe] = [persons.get('awa'), persons.get('chloe')]
  if (!awa || !chloe) throw new Error('The demo needs Awa, who invites, and Chloé, who founds')
  if (founding.scenario === 'association') {
    await Organisation.found(FIRST_CHARTER, null, foundedAt, transaction)
    await recordFoundingValues(transaction, foundedAt, {
      'votes.minimum_membership_days': 0,
      'feed.visibility_default': 'public',
      'dues.plans': DEMO_PLANS,
      'dues.solidarity_pot': true,
      'dues.solidarity_cents': 500,
    })
    const clause =
      'Article 11 : les membres peuvent voter à distance, sur le site de l’association.'
    await recordRemoteClause({ article: clause, personId: null }, foundedAt, transaction)
    await Organisation.adoptCharter(new Date(foundedAt.getTime() + 60 * DAY), transaction)
  } else {
    await Organisation.found(FOUNDING_NETWORK, chloe.id, foundedAt, transaction)
    await recordFoundingValues(
      transaction,
      foundedAt,
      { 'feed.visibility_default': 'public' },
      chloe.id
    )
  }
  await inviteVisitors(awa, foundedAt, now, transaction)
  return persons
}

async function inviteVisitors(
  sponsor: Person,
  foundedAt: Date,
  now: Date,
  transaction: TransactionClientContract
) {
  // Before this month: the sponsor keeps the places that they have to give.
  const lastMonth = new Date(now.getTime() - 31 * DAY)
  await Invitation.create(
    {
      sponsorId: sponsor.id,
      nonce: systemRandom.bytes(16),
      note: 'Bienvenue aux curieux de passage',
      seats: 1000,
      createdAt: lastMonth > foundedAt ? lastMonth : foundedAt,
      expiresAt: new Date(now.getTime() + 3650 * DAY),
    },
    { client: transaction }
  )
}

async function settle(
  { people, places }: Founding,
  now: Date,
  transaction: TransactionClientContract
) {
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
        placeId: places.get(facts.place_slug) ?? null,
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
      const startsAt = new Date(
        now.getTime() - Math.min(HELD[role] ?? 90, facts.joined_days_ago) * DAY
      )
      const endsAt = new Date(startsAt.getTime() + (role === 'moderator' ? 183 : 365) * DAY)
      await Mandate.grant(
        { personId: person.id, role, startsAt, endsAt, at: startsAt },
        transaction
      )
    }
  }
  return persons
}
