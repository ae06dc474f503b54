import db from '@adonisjs/lucid/services/db'
import { CommentSchema } from '#database/schema'
import { systemRandom } from '#shared/random'
import { prepared } from '#shared/prepared'
import { done, refused, type Result } from '#shared/result'
import { dateLabel } from '#shared/date_label'
import { canonicalComment, NOTHING_HASH, saltedHash } from './content_hash.js'
import { feedChain } from './feed_chain.js'
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

/**
 * One statement, so one round trip and one commit: the comment, and its link asked of the chain.
 * A submission already known gives back the comment that it made.
 */
const INSERT = {
  name: 'feed.insert_comment',
  text: `with written as (
      insert into comments (post_id, author_id, body, salt, created_at, submission_key)
      select $1, $2, $3, $4, $5, $6 where exists
        (select from posts where id = $1 and published_seq is not null)
      on conflict (author_id, submission_key) do nothing
      returning id
    ), linked as (
      insert into chain_pending (chain, kind, subject_id, content_hash)
      select 'feed', 'comment.published', id, $7 from written
    )
    select id from written
    union all select id from comments where author_id = $2 and submission_key = $6
    limit 1`,
}

const OF_POST = {
  name: 'feed.comments_of_post',
  text: `select c.id, c.author_id, c.body, c.created_at, a.name, a.handle, a.place, a.portrait_key
    from comments c join people a on a.id = c.author_id
   where c.post_id = $1
     and not exists (select from blocks b where b.blocker_id = $2 and b.blocked_id = c.author_id)
   order by c.id limit $3`,
}

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
    const [row] = await prepared<{ id: number }>(INSERT, [
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
  const rows = await prepared<CommentRow>(OF_POST, [postId, readerId, SHOWN])
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
