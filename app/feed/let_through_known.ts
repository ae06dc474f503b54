import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { done, refused, type Result } from '#shared/result'
import { tell } from '#shared/wiring/events'
import { feedChain } from './feed_chain.js'
import { WrittenPost } from './written_post.js'

/**
 * Lets a post through that was held for a known photo, by a decision of this transaction. Its photos
 * were looked at and are not held again; one that was still in preparation is compared like any other.
 * Its author's count of first posts stays: this says nothing of them.
 */
export async function letThroughKnown(
  postId: number,
  at: Date,
  transaction: TransactionClientContract
): Promise<Result<null, 'not_held'>> {
  const post = await WrittenPost.query({ client: transaction })
    .where({ id: postId, heldFor: 'known_photo' })
    .forUpdate()
    .first()
  if (!post) return refused('not_held')
  await transaction.rawQuery(
    `update photos set let_through_at = ?
      where state = 'ready' and id in (select photo_id from post_photos where post_id = ?)`,
    [at, postId]
  )
  await post.merge({ heldAt: null, heldFor: null }).save()
  await post.handOverWhenReady(at, transaction)
  await tell({ name: 'feed.held_post_approved', at, postId }, transaction)
  transaction.after('commit', () => feedChain.flushSoon())
  return done(null)
}
