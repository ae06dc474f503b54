import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { WrittenPost } from './written_post.js'

/** Lets a post go that was held for a picture, by the decision of this transaction; else does nothing. */
export async function letThroughKnown(
  postId: number,
  at: Date,
  transaction: TransactionClientContract
): Promise<void> {
  const post = await WrittenPost.find(postId, { client: transaction })
  if (post?.heldFor !== 'known_photo') return
  await post.lock(transaction)
  await post.merge({ heldAt: null, heldFor: null }).save()
  await post.handOverWhenReady(at, transaction, { known: true })
}
