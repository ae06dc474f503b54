import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { startOfParisDay } from '#shared/paris'
import { systemRandom } from '#shared/random'
import { done, refused, type Result } from '#shared/result'
import { currentBook } from '#rulebook/rule_book'
import { heldPostsLeft } from '#people/held_posts_left'
import { restrictionOf } from '#people/restriction'
import { feedChain } from './feed_chain.js'
import { insertText } from './insert_text.js'
import { keepMarks } from './keep_marks.js'
import { Photo } from './photo.js'
import { limitsOf, postingRefusals, tidy, type PostingRefusal } from './posting_rules.js'
import { isPlace } from './writing_places.js'
import { WrittenPost } from './written_post.js'

export interface NewPost {
  authorId: number
  body: string
  visibility: 'public' | 'signed_in'
  /** The author's photos, in order, with what they show. */
  photos: Array<{ id: number; alt: string }>
  /** The same key again is the same post: a double click or a resend publishes once. */
  submissionKey: string | null
  /** What a reader is warned of before the post opens. */
  contentWarning?: string
  placeId?: number | null
  /** How many of the author's first posts are still held, when the session tells; else asked. */
  heldPostsLeft?: number
}

/** A post that is written: `waiting` until others may read it, else in the feed. */
export interface Published {
  id: number
  waiting: boolean
  /** It is one of a newcomer's first posts: others let it through. */
  held: boolean
}

export type PublishRefusal = PostingRefusal | 'photo_gone' | 'place_gone' | 'excluded' | 'paused'

/**
 * Publishes: at once when its photos are ready, else as soon as the last of them is. What is
 * answered `ok` is durable, whatever happens next. A draft of the same key is done with.
 */
export async function publish(
  post: NewPost,
  at: Date
): Promise<Result<Published, PublishRefusal[]>> {
  const free = (post.heldPostsLeft ?? (await heldPostsLeft(post.authorId))) === 0
  if (free && post.photos.length === 0) return publishText(post, at)
  const result = await db.transaction((transaction) => publishIn(transaction, post, at))
  if (result.ok && !result.value.waiting) await feedChain.flush()
  return result
}

/** Words only are most posts: no photo to wait for, so one statement writes everything. */
async function publishText(post: NewPost, at: Date): Promise<Result<Published, PublishRefusal[]>> {
  const limits = limitsOf(await currentBook(at))
  const attempt = { ...post, photoCount: 0, postsToday: 0 }
  const refusals = postingRefusals(attempt, limits)
  if (refusals.length > 0) return refused(refusals)
  const result = await insertText({ ...post, body: tidy(post.body) }, limits.postsPerDay, at)
  if (!result.ok) return refused([result.refusal])
  await feedChain.flush()
  return done({ id: result.value, waiting: false, held: false })
}

/** Publishes inside a transaction of its caller, who flushes the chain after the commit. */
export async function publishIn(
  transaction: TransactionClientContract,
  wanted: NewPost,
  at: Date
): Promise<Result<Published, PublishRefusal[]>> {
  const { authorId, submissionKey, placeId = null, contentWarning = '' } = wanted
  // One author's posts are counted one after the other, or two tabs could pass the day's limit.
  const left = await heldPostsLeft(authorId, transaction)
  const already = await resent(wanted, transaction)
  if (already) return done(published(already))
  const ids = wanted.photos.map((photo) => photo.id)
  const photos = await Photo.free(authorId, ids, { submissionKey, transaction })
  const book = await currentBook(at)
  const postsToday = await countToday(authorId, at, transaction)
  const refusals: PublishRefusal[] = postingRefusals(
    { ...wanted, photoCount: ids.length, postsToday },
    limitsOf(book)
  )
  if (photos.length !== ids.length) refusals.push('photo_gone')
  if (placeId !== null && !(await isPlace(placeId, transaction))) refusals.push('place_gone')
  const restriction = await restrictionOf(authorId, at, transaction)
  if (restriction) refusals.push(restriction.kind)
  if (refusals.length > 0) return refused(refusals)

  const post = await WrittenPost.create(
    {
      authorId,
      body: tidy(wanted.body),
      visibility: wanted.visibility,
      contentWarning: contentWarning.trim(),
      placeId,
      salt: systemRandom.bytes(16),
      createdAt: at,
      heldAt: left > 0 && book.value('join.held_posts') > 0 ? at : null,
      submissionKey,
      revision: 1,
      commentsCount: 0,
    },
    { client: transaction }
  )
  for (const [position, { id, alt }] of wanted.photos.entries()) {
    await transaction.from('photos').where('id', id).update({ alt })
    await transaction.table('post_photos').insert({ post_id: post.id, photo_id: id, position })
  }
  await keepMarks(post, transaction)
  await forgetDraft(wanted, transaction)
  await post.handOverWhenReady(at, transaction)
  return done(published(post))
}

function published({ id, handedOverAt, heldAt }: WrittenPost): Published {
  return { id, waiting: handedOverAt === null, held: heldAt !== null }
}

async function resent(
  { authorId, submissionKey }: NewPost,
  transaction: TransactionClientContract
) {
  if (submissionKey === null) return null
  return WrittenPost.query({ client: transaction }).where({ authorId, submissionKey }).first()
}

async function forgetDraft(
  { authorId, submissionKey }: NewPost,
  transaction: TransactionClientContract
) {
  if (submissionKey === null) return
  await transaction
    .from('drafts')
    .where({ author_id: authorId, submission_key: submissionKey })
    .delete()
}

async function countToday(authorId: number, at: Date, transaction: TransactionClientContract) {
  const [row] = await transaction
    .from('posts')
    .where('author_id', authorId)
    .where('created_at', '>=', startOfParisDay(at))
    .count('* as count')
  return Number(row.count)
}
