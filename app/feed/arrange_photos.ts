import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { Photo } from './photo.js'
import type { StoredFile } from './photo_store.js'

/** What stays in a post, in order, and the files of what does not, to be erased after the commit. */
export interface Arrangement {
  photos: Photo[]
  files: StoredFile[]
}

/** Which of a post's photos stay, in the order that their author gives. */
export function inOrder(photos: Photo[], ids: readonly number[]): Photo[] {
  return [...new Set(ids)].flatMap((id) => photos.find((photo) => photo.id === id) ?? [])
}

/** Puts a post's photos as `kept` says: the others leave it and are erased. */
export async function arrangePhotos(
  postId: number,
  before: Photo[],
  kept: Photo[],
  transaction: TransactionClientContract
): Promise<Arrangement> {
  const same = before.length === kept.length && before.every(({ id }, at) => id === kept[at]?.id)
  if (same) return { photos: kept, files: [] }
  await transaction.from('post_photos').where('post_id', postId).delete()
  for (const [position, { id }] of kept.entries()) {
    await transaction.table('post_photos').insert({ post_id: postId, photo_id: id, position })
  }
  const files = await Photo.erase(
    before.filter((photo) => !kept.includes(photo)),
    transaction
  )
  return { photos: kept, files }
}
