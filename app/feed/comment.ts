import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { CommentSchema } from '#database/schema'
import { systemRandom } from '#shared/random'
import { prepared } from '#shared/prepared'
import { done, refused, type Result } from '#shared/result'
import { tell } from '#shared/wiring/events'
import { blocks } from '#people/boundaries/blocks'
import { canonicalComment, NOTHING_HASH, saltedHash } from './content_hash.js'
import { feedChain } from './feed_chain.js'
import { INSERT_COMMENT } from './feed_statements.js'
import { marksToKeep } from './marks.js'
import { countCharacters, tidy } from './posting_rules.js'

export const COMMENT_MAX_CHARACTERS = 2000

export interface CommentDraft {
  postId: number
  authorId: number
  body: string
  submissionKey: string | null
}

export type CommentRefusal = 'empty' | 'too_long' | 'post_gone' | 'closed' | 'not_taken'

// A resent comment may come with other words: what counts is what stands.
const MENTION = {
  name: 'feed.mention_in_comment',
  text: `insert into comment_mentions (comment_id, person_id)
    select c.id, p.id from comments c join people p on p.handle = any($2)
     where c.id = $1 and c.body = $3 on conflict do nothing`,
}

/** An answer under a post, one level deep. */
export class Comment extends CommentSchema {
  /** Writes a comment; what is answered `ok` is durable and will stand in the chain. */
  static async write(draft: CommentDraft, at: Date): Promise<Result<number, CommentRefusal>> {
    const body = tidy(draft.body)
    if (body === '') return refused('empty')
    if (countCharacters(body) > COMMENT_MAX_CHARACTERS) return refused('too_long')
    const { handles } = marksToKeep(body)
    const written = { ...draft, body }
    const id =
      handles.length === 0
        ? await insert(written, at)
        : await db.transaction((transaction) => insertNaming(handles, written, at, transaction))
    if (id === null) return refused(await whyNot(draft))
    // The comment shows at once; its number in the chain may follow a moment later.
    feedChain.flushSoon()
    return done(id)
  }

  async remove(): Promise<void> {
    await db.transaction((transaction) => this.removeIn(transaction))
    await feedChain.flush()
  }

  /** The same inside a transaction of its caller, who flushes after it. */
  async removeIn(transaction: TransactionClientContract): Promise<void> {
    // The post first, as everyone does: whoever deletes it takes its comments after it.
    await transaction.rawQuery('select from posts where id = ? for no key update', [this.postId])
    const { rows } = await transaction.rawQuery('delete from comments where id = ? returning id', [
      this.id,
    ])
    if (rows.length === 0) return
    await feedChain.record(
      [{ kind: 'comment.deleted', subjectId: this.id, contentHash: NOTHING_HASH }],
      transaction
    )
  }
}

async function whyNot({ postId, authorId }: CommentDraft): Promise<CommentRefusal> {
  const post = await db
    .from('posts')
    .where('id', postId)
    .whereNotNull('published_seq')
    .select('author_id', 'hidden_at')
    .first()
  if (!post) return 'post_gone'
  if (post.hidden_at) return 'closed'
  return (await blocks(post.author_id, authorId)) ? 'not_taken' : 'post_gone'
}

async function insert(
  { postId, authorId, body, submissionKey }: CommentDraft,
  at: Date,
  transaction?: TransactionClientContract
): Promise<number | null> {
  const salt = systemRandom.bytes(16)
  const hash = saltedHash(salt, canonicalComment({ postId, body }))
  const values = [postId, authorId, body, salt, at, submissionKey, hash]
  const write = () => prepared<{ id: number }>(INSERT_COMMENT, values, transaction)
  let [row] = await write()
  // Of two clicks at one instant, the second finds the first's comment only when it asks again.
  if (!row && submissionKey) [row] = await write()
  return row?.id ?? null
}

/** The same for a comment that names people, who are told of it. */
async function insertNaming(
  handles: string[],
  draft: CommentDraft,
  at: Date,
  transaction: TransactionClientContract
): Promise<number | null> {
  const id = await insert(draft, at, transaction)
  if (id === null) return null
  await prepared(MENTION, [id, handles, draft.body], transaction)
  const { authorId, postId } = draft
  const fact = { name: 'feed.people_mentioned_in_comment', at, commentId: id, postId, authorId }
  await tell(fact, transaction)
  return id
}
