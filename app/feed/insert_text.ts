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

/**
 * Writes a post without photos and asks for its link, in three round trips; returns its id, or null
 * when the author has already written as many posts today (Europe/Paris) as are allowed.
 */
export async function insertText(
  { authorId, body, visibility, submissionKey }: TextDraft,
  postsPerDay: number,
  at: Date
): Promise<number | null> {
  const salt = systemRandom.bytes(16)
  const hash = saltedHash(salt, canonicalPost({ body, visibility, photos: [] }))
  const [row] = await db.transaction(async (transaction) => {
    await prepared(LOCK_AUTHOR, [authorId], transaction)
    return prepared<{ id: number }>(
      INSERT_TEXT,
      [authorId, body, visibility, salt, at, submissionKey, hash, startOfParisDay(at), postsPerDay],
      transaction
    )
  })
  return row?.id ?? null
}
