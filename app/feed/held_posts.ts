import { createHash } from 'node:crypto'
import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { prepared } from '#shared/prepared'
import { done, refused, type Result } from '#shared/result'
import { tell } from '#shared/wiring/events'
import type { Say } from '#people/say_on_first_posts'
import { feedChain } from './feed_chain.js'
import { Post } from './post.js'

/** How many approvals a held post needs when nobody who gives one decides alone. */
export const APPROVALS_NEEDED = 2

/** A newcomer's post that waits to be let through, as who may do it reads it. */
export interface HeldPost {
  id: number
  body: string
  contentWarning: string
  visibility: 'public' | 'signed_in'
  name: string
  handle: string
  heldAt: Date
  approvals: number
  approved: boolean
  photos: Array<{ key: string; alt: string; ready: boolean }>
  /** What was read: an approval of something else does not count. */
  fingerprint: string
}

type HeldRow = Omit<HeldPost, 'fingerprint'>

/** $1 reader; one's own are for others to read, and a block, either way, makes a judge of nobody. */
const FOR_READER = `p.held_at is not null and p.held_for is null and p.author_id <> $1
  and not exists (select from blocks b where (b.blocker_id = $1 and b.blocked_id = p.author_id)
                                          or (b.blocker_id = p.author_id and b.blocked_id = $1))`

const HELD = {
  name: 'feed.held_posts',
  text: `select p.id, p.body, p.content_warning as "contentWarning", p.visibility, a.name, a.handle,
      p.held_at as "heldAt",
      (select count(*) from post_approvals o where o.post_id = p.id) as approvals,
      exists (select from post_approvals o where o.post_id = p.id and o.approver_id = $1) as approved,
      coalesce((select json_agg(json_build_object('key', f.key, 'alt', f.alt, 'ready', f.state = 'ready')
          order by pp.position)
        from post_photos pp join photos f on f.id = pp.photo_id where pp.post_id = p.id), '[]') as photos
    from posts p join people a on a.id = p.author_id
   where ${FOR_READER} and ($2::bigint is null or p.id = $2)
   order by p.held_at, p.id limit 50`,
}

/** The posts that this person may let through, oldest first. */
export async function heldPosts(readerId: number): Promise<HeldPost[]> {
  const rows = await prepared<HeldRow>(HELD, [readerId, null])
  return rows.map(withFingerprint)
}

export type ApprovalRefusal = 'gone' | 'let_through' | 'changed'

/**
 * One approval of what was read. The post is handed over when who gives it decides alone, or with
 * the second; the author's count of first posts goes down then, and not before.
 */
export async function approve(
  postId: number,
  approver: { id: number; say: Exclude<Say, 'none'>; fingerprint: string },
  at: Date
): Promise<Result<'published' | 'noted', ApprovalRefusal>> {
  const result = await db.transaction(async (transaction) => {
    const read = await asRead(postId, approver, transaction)
    if (!read.ok) return read
    const { post, held } = read.value
    await transaction
      .table('post_approvals')
      .knexQuery.insert({ post_id: postId, approver_id: approver.id, approved_at: at })
      .onConflict(['post_id', 'approver_id'])
      .ignore()
    const approvals = held.approvals + (held.approved ? 0 : 1)
    if (approver.say !== 'alone' && approvals < APPROVALS_NEEDED) return done('noted' as const)
    post.heldAt = null
    await post.save()
    await post.handOverWhenReady(at, transaction)
    // A decision removed the same photo a moment ago: it is no longer for newcomers' readers.
    if (post.heldFor) return refused('gone' as const)
    await transaction.rawQuery(
      'update people set held_posts_left = greatest(held_posts_left - 1, 0) where id = ?',
      [post.authorId]
    )
    await tell({ name: 'feed.held_post_approved', at, postId: post.id }, transaction)
    return done('published' as const)
  })
  if (result.ok && result.value === 'published') await feedChain.flush()
  return result
}

/** The post and what its reader saw of it, locked; refused when it is not what they read. */
export async function asRead(
  postId: number,
  reader: { id: number; fingerprint: string },
  transaction: TransactionClientContract
): Promise<Result<{ post: Post; held: HeldPost }, ApprovalRefusal>> {
  const post = await lockWithAuthor(postId, transaction)
  if (!post) return refused('gone')
  if (!post.heldAt) return refused('let_through')
  const [row] = await prepared<HeldRow>(HELD, [reader.id, postId], transaction)
  if (!row) return refused('gone')
  const held = withFingerprint(row)
  return held.fingerprint === reader.fingerprint ? done({ post, held }) : refused('changed')
}

/** The author first, then the post: the order in which a new post of theirs locks them. */
async function lockWithAuthor(postId: number, transaction: TransactionClientContract) {
  const known = await Post.find(postId, { client: transaction })
  if (!known) return null
  await transaction.rawQuery('select from people where id = ? for no key update', [known.authorId])
  await transaction.rawQuery('select from posts where id = ? for update', [postId])
  return Post.find(postId, { client: transaction })
}

function withFingerprint(row: HeldRow): HeldPost {
  const photos = row.photos.map(({ key, alt }) => [key, alt])
  const read = JSON.stringify([row.body, row.contentWarning, row.visibility, photos])
  const fingerprint = createHash('sha256').update(read).digest('base64url').slice(0, 22)
  return { ...row, fingerprint }
}
