import db from '@adonisjs/lucid/services/db'
import type { Client } from 'pg'
import { forgetNetwork } from '#organisation/network'
import { seededRandom } from '#shared/random'
import { copyRows } from './copy_rows.js'
import { demoEvents, thanksRows } from './demo_events.js'
import { demoPeople, demoPlaces, demoPosts, type DemoScenario } from './demo_files.js'
import { inOrderOfTime } from './demo_time.js'
import type { SeedPhoto } from './feed_rows.js'
import { FeedWriter } from './feed_writer.js'
import { foundDemo, foundingDay } from './found_demo.js'
import { preparePictures } from './prepare_pictures.js'
import { askForWhatWasPaid, seedMoney } from './seed_money.js'
import { seedReaders } from './seed_readers.js'
import { seedVotes } from './seed_votes.js'
import { signCharter } from './sign_charter.js'
import { settlePlaces } from './settle_places.js'

type Says = (sentence: string) => void

/** The demo network whole, in one transaction: either all of it is there or nothing. */
export async function seedDemo(
  now: Date,
  say: Says,
  scenario: DemoScenario = 'association'
): Promise<void> {
  const [people, told, communes] = await Promise.all([
    demoPeople(scenario),
    demoPosts(scenario),
    demoPlaces(),
  ])
  const posts = inOrderOfTime(told, now)
  const files = [
    ...new Set([
      ...posts.flatMap(({ post }) => post.photos.map((photo) => photo.file)),
      ...people.flatMap((person) => person.photo ?? []),
    ]),
  ]
  say(`${files.length} photographs to prepare`)
  const pictures = await preparePictures(files, (count) => {
    if (count % 20 === 0) say(`${count} photographs ready`)
  })
  const someone = await db.connection('owner').transaction(async (transaction) => {
    const places = await settlePlaces(communes, foundingDay(people, now), transaction)
    const persons = await foundDemo({ scenario, people, places }, now, transaction)
    const personIds = new Map([...persons.values()].map(({ handle, id }) => [handle, id]))
    const client: Client = await transaction.getWriteClient().client.acquireConnection()
    const writer = new FeedWriter(client, 'placette-demo', pictures, personIds)
    const random = seededRandom('placette-demo-keys')
    const photoOf = (file: string, ownerId: number, alt: string): SeedPhoto => {
      const picture = files.indexOf(file)
      const sha256 = pictures[picture]?.contentSha256 ?? ''
      return { key: random.bytes(18).toString('base64url'), ownerId, sha256, alt, picture }
    }
    for (const { key, photo } of people) {
      const person = persons.get(key)
      if (!photo || !person) continue
      const portrait = photoOf(photo, person.id, '')
      writer.addPortrait(portrait, person.joinedAt)
      await person.showPortrait(portrait.key, transaction)
    }
    const personOf = (key: string) => {
      const person = persons.get(key)
      if (!person) throw new Error(`The demo speaks of ${key}, who is not among its people`)
      return person
    }
    await client.query('alter table comments disable trigger comments_are_counted')
    await writer.write(demoEvents(posts, now, { personOf, photoOf, places }))
    await client.query('alter table comments enable trigger comments_are_counted')
    await copyRows(
      client,
      'thanks',
      ['post_id', 'person_id', 'thanked_at'],
      thanksRows(posts, now, personOf)
    )
    await seedReaders(client, now)
    if (scenario === 'association') {
      await seedMoney(client, now, personOf, transaction)
      await seedVotes(now, personOf, transaction)
    } else await signCharter([...persons.values()], now, transaction)
    await restartSequences(client)
    return personOf
  })
  // Read while it was not there yet.
  forgetNetwork()
  if (scenario === 'association') await askForWhatWasPaid(now, someone)
  say(`${people.length} people and ${posts.length} posts are in`)
}

/** Ids given by hand leave the sequences behind: they start again after the highest. */
export async function restartSequences(client: Client): Promise<void> {
  for (const table of ['people', 'posts', 'photos', 'comments']) {
    await client.query(
      `select setval(pg_get_serial_sequence('${table}', 'id'), greatest((select max(id) from ${table}), 1))`
    )
  }
}
