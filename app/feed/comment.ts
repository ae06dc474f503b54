import db from '@adonisjs/lucid/services/db'
import { CommentSchema } from '#database/schema'
import { systemRandom } from '#shared/random'
import { prepared } from '#shared/prepared'
import { done, refused, type Result } from '#shared/result'
import { canonicalComment, NOTHING_HASH, saltedHash } from './content_hash.js'
import { feedChain } from './feed_chain.js'
import { INSERT_COMMENT } from './feed_statements.js'
import { countCharacters, tidy } from './posting_rules.js'

export const COMMENT_MAX_CHARACTERS = 2000

export interface CommentDraft {
  postId: number
  authorId: number
  body: string
  submissionKey: string | null
}

export type CommentRefusal = 'empty' | 'too_long' | 'post_gone'

/** An answer under a post, one level deep. */
export class Comment extends CommentSchema {
  /** Writes a comment; what is answered `ok` is durable and will stand in the chain. */
  static async write(draft: CommentDraft, at: Date): Promise<Result<number, CommentRefusal>> {
    const body = tidy(draft.body)
    if (body === '') return refused('empty')
    if (countCharacters(body) > COMMENT_MAX_CHARACTERS) return refused('too_long')
    const salt = systemRandom.bytes(16)
    const values = [
      draft.postId,
      draft.authorId,
      body,
      salt,
      at,
      draft.submissionKey,
      saltedHash(salt, canonicalComment({ postId: draft.postId, body })),
    ]
    const insert = () => prepared<{ id: number }>(INSERT_COMMENT, values)
    let [row] = await insert()
    // Of two clicks at one instant, the second finds the first's comment only when it asks again.
    if (!row && draft.submissionKey) [row] = await insert()
    if (!row) return refused('post_gone')
    // The comment shows at once; its number in the chain may follow a moment later.
    feedChain.flushSoon()
    return done(row.id)
  }

  async remove(): Promise<void> {
    await db.transaction(async (transaction) => {
      // The post first, as everyone does: whoever deletes it takes its comments after it.
      await transaction.rawQuery('select from posts where id = ? for no key update', [this.postId])
      const { rows } = await transaction.rawQuery(
        'delete from comments where id = ? returning id',
        [this.id]
      )
      if (rows.length === 0) return
      await feedChain.record(
        [{ kind: 'comment.deleted', subjectId: this.id, contentHash: NOTHING_HASH }],
        transaction
      )
    })
    await feedChain.flush()
  }
}
