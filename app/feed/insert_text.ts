import db from '@adonisjs/lucid/services/db'
import { startOfParisDay } from '#shared/paris'
import { prepared } from '#shared/prepared'
import { systemRandom } from '#shared/random'
import { canonicalPost, saltedHash } from './content_hash.js'
import { INSERT_TEXT, LOCK_AUTHOR } from './feed_statements.js'

export interface TextDraft {
  authorId: number
  body: string
  visibility: 'public' | 'signed_in'
  submissionKey: string | null
}

/** As many posts of one author as could be written at the same instant: a node's connections. */
const AT_ONCE = 12

/**
 * Writes a post without photos and asks for its link; returns its id, or null when the author has
 * already written as many posts today (Europe/Paris) as are allowed. One statement does it all
 * while the day's limit is far; near it the author's posts wait for each other, so that two tabs
 * cannot pass it.
 */
export async function insertText(
  { authorId, body, visibility, submissionKey }: TextDraft,
  postsPerDay: number,
  at: Date
): Promise<number | null> {
  const salt = systemRandom.bytes(16)
  const hash = saltedHash(salt, canonicalPost({ body, visibility, photos: [] }))
  const valuesUpTo = (most: number) => [
    ...[authorId, body, visibility, salt, at, submissionKey, hash],
    ...[startOfParisDay(at), most],
  ]
  const [row] = await prepared<{ id: number }>(INSERT_TEXT, valuesUpTo(postsPerDay - AT_ONCE))
  if (row) return row.id
  const [late] = await db.transaction(async (transaction) => {
    await prepared(LOCK_AUTHOR, [authorId], transaction)
    return prepared<{ id: number }>(INSERT_TEXT, valuesUpTo(postsPerDay), transaction)
  })
  return late?.id ?? null
}
