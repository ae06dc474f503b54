import db from '@adonisjs/lucid/services/db'
import { Mandate } from '#people/mandate'
import { noon } from '#tests/support/dues'
import { someone } from '#tests/support/cast'
import { aPost } from '#tests/support/feed_factory'
import { anAssociation } from '#tests/support/votes'

export const START = noon('2026-03-02')
const DAY = 86_400_000
const day = (count: number) => new Date(START.getTime() + count * DAY)

/** A small town in which everybody has something to do with somebody. */
export interface Town {
  people: number[]
  mandates: { id: number; personId: number }[]
  posts: { id: number; authorId: number }[]
}

/**
 * Five members, three moderators (one whose mandate ends on the third day, one who writes), one of the
 * board; two posts. Gwenola moderates and brought Awa; Yanis moderates and keeps Awa at a distance.
 */
export async function aTown(): Promise<Town> {
  const members = (await anAssociation(5)).map(({ person }) => person.id)
  // Established: nobody acts without a mandate.
  await db.from('organisation').update({ charter_adopted_at: day(-30) })
  const fatou = await someone('Fatou')
  const gwenola = await someone('Gwenola')
  const yanis = await someone('Yanis')
  const solene = await someone('Solène')
  const awa = await someone('Awa', { sponsorId: gwenola.id })
  await db.table('blocks').insert({ blocker_id: yanis.id, blocked_id: awa.id, blocked_at: day(-1) })
  const mandates: Town['mandates'] = []
  for (const [person, role, until] of [
    [fatou, 'moderator', 300],
    [gwenola, 'moderator', 300],
    [yanis, 'moderator', 3],
    [solene, 'board', 300],
  ] as const) {
    const grant = { personId: person.id, role, startsAt: day(-10), endsAt: day(until), at: START }
    const { id } = await Mandate.grant(grant)
    mandates.push({ id, personId: person.id })
  }
  const posts = []
  for (const author of [awa, fatou]) {
    const { id } = await aPost(author, { body: 'Tu vas voir.' })
    posts.push({ id, authorId: author.id })
  }
  const people = [fatou.id, gwenola.id, yanis.id, solene.id, awa.id, ...members]
  return { people, mandates, posts }
}
