import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { isKnown } from './known_photos.js'
import { Photo } from './photo.js'
import type { WrittenPost } from './written_post.js'

export type AddingRefusal = 'photo_gone' | 'photos_unready' | 'known_photo'

/** Those of these photos that their author may still put in a post. */
export async function freeToAdd(
  { authorId }: WrittenPost,
  ids: readonly number[],
  transaction: TransactionClientContract
): Promise<Photo[]> {
  return Photo.free(authorId, [...new Set(ids)], { submissionKey: null, transaction })
}

/**
 * Why photos may not join a post; null when they may. A post that others read shows nothing half done
 * and no known photo; those of a post that nobody reads yet are compared when it is handed over.
 */
export async function addingRefusal(
  post: WrittenPost,
  asked: readonly number[],
  added: Photo[],
  transaction: TransactionClientContract
): Promise<AddingRefusal | null> {
  if (added.length < new Set(asked).size) return 'photo_gone'
  if (!post.handedOverAt) return null
  if (added.some(({ state }) => state !== 'ready')) return 'photos_unready'
  const rows: Array<{ hash: Buffer }> = await transaction
    .from('photo_perceptual_hashes')
    .whereIn(
      'photo_id',
      added.map(({ id }) => id)
    )
    .select('hash')
  const hashes = rows.map(({ hash }) => hash)
  return (await isKnown(hashes, transaction)) ? 'known_photo' : null
}
