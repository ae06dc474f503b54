import db from '@adonisjs/lucid/services/db'
import { violates } from '#shared/constraint'
import { startOfParisDay } from '#shared/paris'
import { prepared } from '#shared/prepared'
import { systemRandom } from '#shared/random'
import { done, refused, type Result } from '#shared/result'
import { tell } from '#shared/wiring/events'
import { canonicalPost, saltedHash } from './content_hash.js'
import { INSERT_MARKED_TEXT, INSERT_TEXT, LOCK_AUTHOR } from './feed_statements.js'
import { marksToKeep } from './marks.js'

export interface TextPost {
  authorId: number
  body: string
  visibility: 'public' | 'signed_in'
  submissionKey: string | null
  contentWarning?: string
  placeId?: number | null
}

/** As many posts of one author as could be written at the same instant: a node's connections. */
const AT_ONCE = 12

/**
 * Writes a post without photos and asks for its link; returns its id, or why not: the author has
 * already written as many posts today (Europe/Paris) as are allowed, or the place is gone. One
 * statement does it all while the day's limit is far; near it the author's posts wait for each
 * other, so that two tabs cannot pass it, and so do those that name people, who are told of it.
 */
export async function insertText(
  post: TextPost,
  postsPerDay: number,
  at: Date
): Promise<Result<number, 'too_many_today' | 'place_gone'>> {
  try {
    const id = await insert(post, postsPerDay, at)
    return id === null ? refused('too_many_today') : done(id)
  } catch (error) {
    if (violates(error, 'posts_place_fkey')) return refused('place_gone')
    throw error
  }
}

async function insert(post: TextPost, postsPerDay: number, at: Date): Promise<number | null> {
  const { authorId, body, visibility, submissionKey, placeId = null } = post
  const contentWarning = (post.contentWarning ?? '').trim()
  const { handles, tags, labels } = marksToKeep(body)
  const salt = systemRandom.bytes(16)
  const content = { body, visibility, photos: [], contentWarning, placeId }
  const hash = saltedHash(salt, canonicalPost(content))
  const marked = handles.length + tags.length > 0
  const statement = marked ? INSERT_MARKED_TEXT : INSERT_TEXT
  const valuesUpTo = (most: number) => [
    ...[authorId, body, visibility, salt, at, submissionKey, hash],
    ...[startOfParisDay(at), most, contentWarning, placeId],
    ...(marked ? [handles, tags, labels] : []),
  ]
  if (handles.length === 0) {
    const [row] = await prepared<{ id: number }>(statement, valuesUpTo(postsPerDay - AT_ONCE))
    if (row) return row.id
  }
  return db.transaction(async (transaction) => {
    await prepared(LOCK_AUTHOR, [authorId], transaction)
    const [row] = await prepared<{ id: number }>(statement, valuesUpTo(postsPerDay), transaction)
    if (!row) return null
    if (handles.length > 0) {
      await tell({ name: 'feed.people_mentioned', at, postId: row.id, authorId }, transaction)
    }
    return row.id
  })
}
