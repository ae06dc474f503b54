import db from '@adonisjs/lucid/services/db'
import { CommentSchema } from '#database/schema'
import { systemRandom } from '#shared/random'
import { prepared } from '#shared/prepared'
import { done, refused, type Result } from '#shared/result'
import { dateLabel } from '#shared/date_label'
import { canonicalComment, NOTHING_HASH, saltedHash } from './content_hash.js'
import { feedChain } from './feed_chain.js'
import { COMMENTS_OF_POST, INSERT_COMMENT } from './feed_statements.js'
import { countCharacters } from './posting_rules.js'
import { textToHtml } from './text_html.js'

export const COMMENT_MAX_CHARACTERS = 2000

export interface CommentDraft {
  postId: number
  authorId: number
  body: string
  submissionKey: string | null
}

export type CommentRefusal = 'empty' | 'too_long' | 'post_gone'

interface CommentRow {
  id: number
  author_id: number
  body: string
  created_at: Date
  name: string
  handle: string
  place: string
  portrait_key: string | null
}

const SHOWN = 500

/** An answer under a post, one level deep. */
export class Comment extends CommentSchema {
  /** Writes a comment; what is answered `ok` is durable and will stand in the chain. */
  static async write(draft: CommentDraft, at: Date): Promise<Result<number, CommentRefusal>> {
    const body = draft.body.replaceAll('\r\n', '\n').trim()
    if (body === '') return refused('empty')
    if (countCharacters(body) > COMMENT_MAX_CHARACTERS) return refused('too_long')
    const salt = systemRandom.bytes(16)
    const [row] = await prepared<{ id: number }>(INSERT_COMMENT, [
      draft.postId,
      draft.authorId,
      body,
      salt,
      at,
      draft.submissionKey,
      saltedHash(salt, canonicalComment({ postId: draft.postId, body })),
    ])
    if (!row) return refused('post_gone')
    // The comment shows at once; its number in the chain may follow a moment later.
    void feedChain.flush().catch(() => {})
    return done(row.id)
  }

  async remove(): Promise<void> {
    await db.transaction(async (transaction) => {
      await this.useTransaction(transaction).delete()
      await feedChain.record(
        [{ kind: 'comment.deleted', subjectId: this.id, contentHash: NOTHING_HASH }],
        transaction
      )
    })
    await feedChain.flush()
  }
}

/** The comments of a post in the order they were written, as this reader may see them. */
export async function commentsOf(postId: number, readerId: number | null, locale: string) {
  const rows = await prepared<CommentRow>(COMMENTS_OF_POST, [postId, readerId, SHOWN])
  return rows.map((row) => ({
    id: row.id,
    author: {
      id: row.author_id,
      name: row.name,
      handle: row.handle,
      place: row.place,
      photo: row.portrait_key ? { key: row.portrait_key } : null,
    },
    html: textToHtml(row.body),
    publishedAt: row.created_at.toISOString(),
    publishedLabel: dateLabel(row.created_at, locale),
    own: row.author_id === readerId,
  }))
}
