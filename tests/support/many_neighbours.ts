import db from '@adonisjs/lucid/services/db'
import { Member } from '#membership/register/member'
import { Person } from '#people/person'
import { parisDay } from '#shared/paris'
import type { Neighbour } from './votes.js'

/** So many people of the register without dues to pay, entered at once; the first is given. */
export async function manyNeighbours(
  founder: Person,
  count: number,
  at: Date
): Promise<Neighbour[]> {
  const day = parisDay(at)
  const values = { count: count - 1, founder: founder.id, at, day }
  await db.rawQuery(
    `insert into people (handle, name, email, locale, bio, place, joined_at, age_attested_at, revision)
       select 'voisin_' || n, 'Voisin ' || n, 'voisin_' || n || '@example.org', 'fr', '', '', :at, :at, 1
       from generate_series(1, :count) n`,
    values
  )
  await db.rawQuery(
    `insert into members (number, kind, person_id, name, entered_on, admitted_on, check_code, created_at)
       select row_number() over (order by p.id <> :founder, p.id), 'person', p.id, p.name, :day, :day,
         md5(p.id::text), :at
       from people p where p.id = :founder or p.handle like 'voisin\\_%'`,
    values
  )
  await db.rawQuery(
    `insert into standing_overrides (member_id, kind, reason, from_on, recorded_at)
       select id, 'exempt', 'Collectif sans cotisation', :day, :at from members`,
    values
  )
  const members = await Member.query().orderBy('number')
  const people = new Map((await Person.all()).map((person) => [person.id, person]))
  return members.flatMap((member) => {
    const person = people.get(Number(member.personId))
    return person ? [{ person, member }] : []
  })
}
