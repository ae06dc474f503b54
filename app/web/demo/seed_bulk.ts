import db from '@adonisjs/lucid/services/db'
import type { Client } from 'pg'
import { copyRows, type Cell } from './copy_rows.js'
import { demoPosts } from './demo_files.js'
import type { SeedPhoto } from './feed_rows.js'
import { FeedWriter, type SeedEvent } from './feed_writer.js'
import { indexPosts, loadInBulk } from './bulk_load.js'
import { existingPictures, type BulkStart, bulkStart } from './bulk_start.js'
import { restartSequences } from './seed_demo.js'

export interface BulkSize {
  members: number
  posts: number
  comments: number
  years: number
}

const DAY = 86_400_000

/**
 * Adds a large past around the demo, for benches: accounts, posts (three in ten with a photo of the
 * demo's), comments, and their chain. Reproducible: a small generator, not chance.
 */
export async function seedBulk(size: BulkSize, now: Date, say: (sentence: string) => void) {
  await db.connection('owner').transaction(async (transaction) => {
    const client: Client = await transaction.getWriteClient().client.acquireConnection()
    const start = await bulkStart(client)
    await copyRows(client, 'people', PERSON_COLUMNS, people(size, start, now))
    say(`${size.members} accounts`)
    const pictures = await existingPictures(client)
    const texts = (await demoPosts()).map((post) => post.body)
    const writer = new FeedWriter(client, 'bulk', pictures, start.personIds, (count) =>
      say(`${count} events`)
    )
    writer.continueFrom(start.head, start.photoId)
    await loadInBulk(client, async () => {
      await writer.write(events(size, start, texts, pictures.length, now))
      await indexPosts(client, start.postId)
      say('The search knows them')
    })
    say('Indexes are built, references checked')
    await restartSequences(client)
  })
  await db.connection('owner').rawQuery('analyze')
  say(`${size.posts} posts and ${size.comments} comments are in`)
}

const PERSON_COLUMNS = ['id', 'handle', 'name', 'email', 'bio', 'place', 'joined_at', 'revision']
const FIRST = [
  'Anaïs',
  'Bruno',
  'Camille',
  'Dounia',
  'Elio',
  'Fanny',
  'Gaspard',
  'Hawa',
  'Inès',
  'Jules',
]
const LAST = [
  'Arnaud',
  'Bonnin',
  'Chauvet',
  'Diallo',
  'Ésnault',
  'Ferreira',
  'Guérin',
  'Hamel',
  'Ibrahim',
  'Joly',
]
const PLACES = ['Souché', 'Goise', 'Saint-Liguaire', 'Sainte-Pezenne', 'Coulon', 'Magné', 'Chauray']

/** Beside those that the demo’s own texts hold. */
const TAGS = ['marché', 'vélo', 'jardin', 'photo', 'Sèvre', 'entraide', 'école', 'recette']

const pick = <Thing>(things: readonly Thing[], index: number): Thing =>
  things[index % things.length] as Thing

function* people(size: BulkSize, start: BulkStart, now: Date): Generator<Cell[]> {
  for (let index = 1; index <= size.members; index += 1) {
    const id = start.personId + index
    const name = `${pick(FIRST, index)} ${pick(LAST, Math.floor(index / 10))}`
    const joined = new Date(now.getTime() - ((index * 7919) % (size.years * 365)) * DAY)
    yield [id, `m${id}`, name, `m${id}@bulk.example`, '', pick(PLACES, index), joined, 1]
  }
}

/** Posts and comments interleaved in time, after all that the demo itself has said. */
function* events(
  size: BulkSize,
  start: BulkStart,
  texts: string[],
  pictures: number,
  now: Date
): Generator<SeedEvent> {
  const total = size.posts + size.comments
  const perPost = size.posts > 0 ? size.comments / size.posts : 0
  const settled = [...start.personIds.values()]
  const person = (index: number) => {
    const order = index % (settled.length + size.members)
    return settled[order] ?? start.personId + 1 + order - settled.length
  }
  const instant = (done: number) =>
    new Date(Math.floor(now.getTime() - (total - done) * (3_600_000 / Math.max(1, total))))
  let commentId = start.commentId
  let done = 0
  let owed = 0
  for (let index = 1; index <= size.posts; index += 1) {
    const id = start.postId + index
    const authorId = person(index * 7919)
    owed += perPost
    const commentsCount = Math.floor(owed)
    owed -= commentsCount
    const photos: SeedPhoto[] =
      index % 10 < 3 && pictures > 0
        ? [
            {
              key: `bulk${String(index).padStart(14, '0')}`,
              ownerId: authorId,
              sha256: start.hashes[index % pictures] ?? '',
              alt: '',
              picture: index % pictures,
            },
          ]
        : []
    const visibility = index % 5 < 3 ? 'public' : 'signed_in'
    const tag = index % 8 === 0 ? ` #${pick(TAGS, Math.floor(index / 8))}` : ''
    const body = `${pick(texts, index)}\n\nn° ${index}${tag}`
    yield {
      kind: 'post',
      at: instant((done += 1)),
      id,
      authorId,
      body,
      visibility,
      placeId: index % 3 === 0 ? pick(start.placeIds, Math.floor(index / 3)) : null,
      photos,
      commentsCount,
    }
    for (let answer = 0; answer < commentsCount; answer += 1) {
      commentId += 1
      yield {
        kind: 'comment',
        at: instant((done += 1)),
        id: commentId,
        postId: id,
        authorId: person(commentId * 104_729),
        body: pick(texts, commentId).slice(0, 160),
      }
    }
  }
}
