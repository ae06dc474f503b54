import { randomBytes } from 'node:crypto'
import { Mandate } from '#people/mandate'
import { Person } from '#people/person'
import { Session } from '#people/session'
import type { Role } from '#people/powers'
import { clock } from '#shared/clock'

const DAY = 86_400_000

/** Whom the tests speak of; each call makes a new person, found again by the returned row. */
export async function someone(
  name = 'Awa',
  facts: Partial<Pick<Person, 'handle' | 'email' | 'locale' | 'sponsorId' | 'passwordHash'>> = {}
): Promise<Person> {
  const handle = `${plain(name)}_${randomBytes(4).toString('hex')}`
  return Person.create({
    handle,
    name,
    email: `${handle}@example.org`,
    locale: 'fr',
    bio: '',
    place: '',
    joinedAt: new Date(clock.now().getTime() - 60 * DAY),
    ageAttestedAt: clock.now(),
    revision: 1,
    ...facts,
  })
}

/** Someone to whom a mandate is lent, for a year from yesterday. */
export async function someoneWith(role: Role, name = NAMES[role]): Promise<Person> {
  const person = await someone(name)
  await aMandateOf(person, role)
  return person
}

/** A mandate of this person, for a year from yesterday. */
export async function aMandateOf({ id }: { id: number }, role: Role): Promise<Mandate> {
  const now = clock.now()
  return Mandate.grant({
    personId: id,
    role,
    startsAt: new Date(now.getTime() - DAY),
    endsAt: new Date(now.getTime() + 365 * DAY),
    at: now,
  })
}

/** The id of a session of this person on another device. */
export async function aSessionOf(person: { id: number }): Promise<number> {
  const opening = { personId: person.id, userAgent: 'Firefox/140 Android', at: clock.now() }
  const { session } = await Session.open(opening)
  return session.id
}

const NAMES: Record<Role, string> = {
  moderator: 'Fatou',
  treasurer: 'Émile',
  board: 'Chloé',
  president: 'Chloé',
  secretary: 'Solène',
  coordinator: 'Yanis',
  teller: 'Bastien',
  auditor: 'Driss',
}

function plain(name: string) {
  return name
    .normalize('NFD')
    .replace(/[^A-Za-z]/g, '')
    .toLowerCase()
    .slice(0, 20)
}
