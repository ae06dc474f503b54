import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { PostRevisionSchema } from '#database/schema'
import { systemRandom } from '#shared/random'
import { done, refused, type Result } from '#shared/result'
import type { Book } from '#rulebook/book'
import { bookInTransaction } from '#rulebook/rule_book'
import { addingRefusal, freeToAdd, type AddingRefusal } from './added_photos.js'
import { arrangePhotos, inOrder } from './arrange_photos.js'
import { saltedHash } from './content_hash.js'
import { feedChain } from './feed_chain.js'
import { keepMarks } from './keep_marks.js'
import { Photo } from './photo.js'
import { erasePhotoFiles, type StoredFile } from './photo_store.js'
import {
  limitsOf,
  mayStillEdit,
  postingRefusals,
  tidy,
  type PostingRefusal,
} from './posting_rules.js'
import { isPlace } from './writing_places.js'
import type { WrittenPost } from './written_post.js'

/** What a post becomes; what is left out stays as it is. */
export interface PostChange {
  body: string
  visibility: 'public' | 'signed_in'
  /** What photos show, by their id; the others keep their words. */
  alts: ReadonlyMap<number, string>
  /** The photos that stay, in order; all of them, as they are, when not said. */
  photoIds?: readonly number[]
  /** The author's photos that join it, after the others. */
  addedIds?: readonly number[]
  contentWarning?: string
  placeId?: number | null
}

export type EditRefusal =
  PostingRefusal | AddingRefusal | 'too_late' | 'place_gone' | 'hidden' | 'looked_at'

class PostRevision extends PostRevisionSchema {}

/** Changes what a post says; the version before stays to be read. */
export async function edit(
  post: WrittenPost,
  change: PostChange,
  at: Date
): Promise<Result<null, EditRefusal>> {
  const result = await db.transaction(async (transaction) => {
    await post.lock(transaction)
    const photos = await Photo.ofPost(post.id, transaction)
    const stay = change.photoIds ? inOrder(photos, change.photoIds) : photos
    const { addedIds = [] } = change
    const added = await freeToAdd(post, addedIds, transaction)
    const refusal =
      (await addingRefusal(post, addedIds, added, transaction)) ??
      (await editRefusal(post, change, stay.length + added.length, at, transaction))
    if (refusal) return refused(refusal)
    return done(await replace(post, change, { photos, kept: [...stay, ...added] }, at, transaction))
  })
  if (!result.ok) return result
  await erasePhotoFiles(result.value)
  if (post.handedOverAt) await feedChain.flush()
  return done(null)
}

async function editRefusal(
  post: WrittenPost,
  change: PostChange,
  photoCount: number,
  at: Date,
  transaction: TransactionClientContract
): Promise<EditRefusal | null> {
  // The decision that hides it speaks of these words: they stay until it is lifted.
  if (post.hiddenAt) return 'hidden'
  // Whoever is on duty lets through what they looked at.
  if (post.heldFor) return 'looked_at'
  const book = await bookInTransaction(transaction, at)
  if (!mayStillEdit(post.publishedAt, book.value('feed.edit_window_minutes'), at)) return 'too_late'
  const limits = limitsOfChange(change, book)
  const [refusal] = postingRefusals({ ...change, photoCount, postsToday: 0 }, limits)
  if (refusal) return refusal
  const { placeId = null } = change
  const moved = placeId !== null && placeId !== post.placeId
  return moved && !(await isPlace(placeId, transaction)) ? 'place_gone' : null
}

/** A lower number of photos asks nothing of those that were there before it. */
function limitsOfChange({ addedIds = [] }: PostChange, book: Book) {
  const limits = { ...limitsOf(book), postsPerDay: 1 }
  return addedIds.length > 0 ? limits : { ...limits, photos: Number.POSITIVE_INFINITY }
}

async function replace(
  post: WrittenPost,
  change: PostChange,
  { photos, kept }: { photos: Photo[]; kept: Photo[] },
  at: Date,
  transaction: TransactionClientContract
): Promise<StoredFile[]> {
  const before = post.content(photos)
  const { salt, revision } = post
  const { files } = await arrangePhotos(post.id, photos, kept, transaction)
  for (const photo of kept) {
    const alt = change.alts.get(photo.id)
    if (alt !== undefined) await photo.merge({ alt }).useTransaction(transaction).save()
  }
  post.body = tidy(change.body)
  post.visibility = change.visibility
  post.contentWarning = (change.contentWarning ?? post.contentWarning).trim()
  post.placeId = change.placeId === undefined ? post.placeId : change.placeId
  await keepMarks(post, transaction)
  if (!post.handedOverAt) {
    await post.save()
    // Who approved it had read something else.
    if (post.heldAt) await transaction.from('post_approvals').where('post_id', post.id).delete()
    // The photo that was awaited, or refused, may be among those that left.
    await post.handOverWhenReady(at, transaction)
    return files
  }
  const content = post.content(kept)
  if (content === before) return files
  await PostRevision.create(
    { postId: post.id, revision, content: before, salt, replacedAt: at },
    { client: transaction }
  )
  post.salt = systemRandom.bytes(16)
  post.revision += 1
  post.editedAt = at
  await post.save()
  const contentHash = saltedHash(post.salt, content)
  await feedChain.record([{ kind: 'post.edited', subjectId: post.id, contentHash }], transaction)
  await post.tellMentions(at, transaction)
  return files
}
