import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { done, refused, type Result } from '#shared/result'
import { NOTHING_HASH } from './content_hash.js'
import { feedChain } from './feed_chain.js'
import { Photo } from './photo.js'
import { erasePhotoFiles, type StoredFile } from './photo_store.js'
import type { WrittenPost } from './written_post.js'

/** Takes everything away: text, revisions, comments, photos and their files. A hash stays. */
export async function remove(post: WrittenPost): Promise<void> {
  const files = await db.transaction((transaction) => removeIn(post, transaction))
  await erasePhotoFiles(files)
  await feedChain.flush()
}

/** Removes a post inside a transaction of its caller, who erases the files and flushes after it. */
export async function removeIn(
  post: WrittenPost,
  transaction: TransactionClientContract
): Promise<StoredFile[]> {
  await post.lock(transaction)
  const photos = await Photo.ofPost(post.id, transaction)
  const commentIds = await transaction.from('comments').where('post_id', post.id).select('id')
  const events = commentIds.map(({ id }: { id: number }) => ({
    kind: 'comment.deleted',
    subjectId: id,
    contentHash: NOTHING_HASH,
  }))
  if (post.handedOverAt) {
    events.push({ kind: 'post.deleted', subjectId: post.id, contentHash: NOTHING_HASH })
  }
  const erased = await Photo.erase(photos, transaction)
  await post.delete()
  await feedChain.record(events, transaction)
  return erased
}

/** Goes on without a photo that could not be prepared (or that the author no longer wants). */
export async function dropPhoto(
  post: WrittenPost,
  photoId: number,
  at: Date
): Promise<Result<null, 'empty' | 'published' | 'looked_at'>> {
  const result = await db.transaction(async (transaction) => {
    await post.lock(transaction)
    if (post.handedOverAt) return refused('published' as const)
    // Whoever is on duty lets through what they looked at.
    if (post.heldFor) return refused('looked_at' as const)
    const photos = await Photo.ofPost(post.id, transaction)
    const dropped = photos.filter((photo) => photo.id === photoId)
    if (post.body === '' && photos.length === dropped.length) return refused('empty' as const)
    const files = await Photo.erase(dropped, transaction)
    await post.handOverWhenReady(at, transaction)
    return done(files)
  })
  if (!result.ok) return result
  await erasePhotoFiles(result.value)
  await feedChain.flush()
  return done(null)
}
