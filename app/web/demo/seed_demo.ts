import db from '@adonisjs/lucid/services/db'
import type { Client } from 'pg'
import { seededRandom } from '#shared/random'
import { copyRows } from './copy_rows.js'
import { demoPeople, demoPosts, type DemoPost } from './demo_files.js'
import { FeedWriter, type SeedEvent, type SeedPhoto, type SeedPost } from './feed_writer.js'
import { foundDemo } from './found_demo.js'
import { preparePictures } from './prepare_pictures.js'

const HOUR = 3_600_000

type Says = (sentence: string) => void

/** The demo network whole, in one transaction: either all of it is there or nothing. */
export async function seedDemo(now: Date, say: Says): Promise<void> {
  const [people, posts] = await Promise.all([demoPeople(), demoPosts()])
  const files = [
    ...new Set([
      ...posts.flatMap((post) => post.photos.map((photo) => photo.file)),
      ...people.flatMap((person) => person.photo ?? []),
    ]),
  ]
  say(`${files.length} photographs to prepare`)
  const pictures = await preparePictures(files, (count) => {
    if (count % 20 === 0) say(`${count} photographs ready`)
  })
  await db.connection('owner').transaction(async (transaction) => {
    const persons = await foundDemo(people, now, transaction)
    const client: Client = await transaction.getWriteClient().client.acquireConnection()
    const writer = new FeedWriter(client, 'placette-demo', pictures)
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
    const idOf = (key: string) => {
      const person = persons.get(key)
      if (!person) throw new Error(`The demo speaks of ${key}, who is not among its people`)
      return person.id
    }
    const events = demoEvents(posts, now, idOf, photoOf)
    await client.query('alter table comments disable trigger comments_are_counted')
    await writer.write(events)
    await client.query('alter table comments enable trigger comments_are_counted')
    await copyRows(
      client,
      'thanks',
      ['post_id', 'person_id', 'thanked_at'],
      thanksRows(posts, now, idOf)
    )
    await restartSequences(client)
  })
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

type IdOf = (key: string) => number
type PhotoOf = (file: string, ownerId: number, alt: string) => SeedPhoto

const earlier = (now: Date, hours: number) => new Date(Math.round(now.getTime() - hours * HOUR))

function inOrderOfTime(posts: DemoPost[]): DemoPost[] {
  return [...posts].sort((one, other) => other.hours_ago - one.hours_ago)
}

function demoEvents(posts: DemoPost[], now: Date, idOf: IdOf, photoOf: PhotoOf): SeedEvent[] {
  const events: SeedEvent[] = []
  const answers: Array<{ at: Date; postId: number; authorId: number; body: string }> = []
  for (const [index, told] of inOrderOfTime(posts).entries()) {
    const authorId = idOf(told.author)
    const { edited } = told
    const post: SeedPost = {
      kind: 'post',
      at: earlier(now, told.hours_ago),
      id: index + 1,
      authorId,
      body: told.body,
      visibility: told.visibility,
      photos: told.photos.map(({ file, alt }) => photoOf(file, authorId, alt)),
      commentsCount: told.comments.filter(({ hours_after: after }) => after < told.hours_ago)
        .length,
      ...(edited
        ? {
            edited: {
              at: earlier(now, told.hours_ago - edited.hours_after),
              previousBody: edited.previous_body,
            },
          }
        : {}),
    }
    events.push(post)
    if (post.edited) events.push({ kind: 'edit', at: post.edited.at, post })
    for (const comment of told.comments) {
      if (comment.hours_after >= told.hours_ago) continue
      answers.push({
        at: earlier(now, told.hours_ago - comment.hours_after),
        postId: post.id,
        authorId: idOf(comment.author),
        body: comment.body,
      })
    }
  }
  answers.sort((one, other) => one.at.getTime() - other.at.getTime())
  events.push(
    ...answers.map((answer, index) => ({ kind: 'comment' as const, id: index + 1, ...answer }))
  )
  return events.sort((one, other) => one.at.getTime() - other.at.getTime())
}

function thanksRows(posts: DemoPost[], now: Date, idOf: IdOf) {
  return inOrderOfTime(posts).flatMap((post, index) =>
    [...new Set(post.thanks)]
      .filter((key) => key !== post.author)
      .map((key) => [index + 1, idOf(key), earlier(now, post.hours_ago * 0.9)])
  )
}
