import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { PostRevisionSchema, PostSchema } from '#database/schema'
import { NotFound } from '#shared/http/refusals'
import { systemRandom } from '#shared/random'
import { done, refused, type Result } from '#shared/result'
import { startOfParisDay } from '#shared/paris'
import { bookInTransaction, currentBook } from '#rulebook/rule_book'
import { arrangePhotos, inOrder } from './arrange_photos.js'
import { canonicalPost, NOTHING_HASH, saltedHash } from './content_hash.js'
import { feedChain } from './feed_chain.js'
import { insertText } from './insert_text.js'
import { Photo } from './photo.js'
import { erasePhotoFiles, type StoredFile } from './photo_store.js'
import {
  limitsOf,
  mayStillEdit,
  postingRefusals,
  tidy,
  type PostingRefusal,
} from './posting_rules.js'

export interface Draft {
  authorId: number
  body: string
  visibility: 'public' | 'signed_in'
  /** The author's photos, in order, with what they show. */
  photos: Array<{ id: number; alt: string }>
  /** The same key again is the same post: a double click or a resend publishes once. */
  submissionKey: string | null
}

/** A post that is written: `waiting` for its photos, else in the feed. */
export interface Published {
  id: number
  waiting: boolean
}

export interface PostChange {
  body: string
  visibility: 'public' | 'signed_in'
  /** What photos show, by their id; the others say what they said. */
  alts: ReadonlyMap<number, string>
  /** The photos that stay, in order; all of them, as they are, when not said. */
  photoIds?: readonly number[]
}

export type PublishRefusal = PostingRefusal | 'photo_gone'

class PostRevision extends PostRevisionSchema {}

/** A text, photos, or both, by one author. In the feed once the chain has given it its number. */
export class Post extends PostSchema {
  /**
   * Publishes: at once when its photos are ready, else as soon as the last of them is. What is
   * answered `ok` is durable, whatever happens next.
   */
  static async publish(draft: Draft, at: Date): Promise<Result<Published, PublishRefusal[]>> {
    if (draft.photos.length === 0) return Post.#publishText(draft, at)
    const result = await db.transaction((transaction) => Post.#insert(draft, at, transaction))
    if (!result.ok) return result
    const { id, handedOverAt } = result.value
    if (handedOverAt) await feedChain.flush()
    return done({ id, waiting: handedOverAt === null })
  }

  /** Words only are most posts: no photo to wait for, so one statement writes everything. */
  static async #publishText(draft: Draft, at: Date): Promise<Result<Published, PublishRefusal[]>> {
    const limits = limitsOf(await currentBook(at))
    const refusals = postingRefusals({ body: draft.body, photoCount: 0, postsToday: 0 }, limits)
    if (refusals.length > 0) return refused(refusals)
    const body = tidy(draft.body)
    const id = await insertText({ ...draft, body }, limits.postsPerDay, at)
    if (id === null) return refused(['too_many_today'])
    await feedChain.flush()
    return done({ id, waiting: false })
  }

  static async #insert(
    draft: Draft,
    at: Date,
    transaction: TransactionClientContract
  ): Promise<Result<Post, PublishRefusal[]>> {
    // One author's posts are counted one after the other, or two tabs could pass the day's limit.
    await transaction.rawQuery('select from people where id = ? for no key update', [
      draft.authorId,
    ])
    const already = await Post.#resent(draft, transaction)
    if (already) return done(already)
    const photos = await Photo.free(
      draft.authorId,
      draft.photos.map((photo) => photo.id),
      transaction
    )
    const refusals: PublishRefusal[] = postingRefusals(
      {
        body: draft.body,
        photoCount: draft.photos.length,
        postsToday: await Post.#countToday(draft.authorId, at, transaction),
      },
      limitsOf(await currentBook(at))
    )
    if (photos.length !== draft.photos.length) refusals.push('photo_gone')
    if (refusals.length > 0) return refused(refusals)

    const post = await Post.create(
      {
        authorId: draft.authorId,
        body: tidy(draft.body),
        visibility: draft.visibility,
        salt: systemRandom.bytes(16),
        createdAt: at,
        submissionKey: draft.submissionKey,
        revision: 1,
        commentsCount: 0,
      },
      { client: transaction }
    )
    for (const [position, { id, alt }] of draft.photos.entries()) {
      await transaction.from('photos').where('id', id).update({ alt })
      await transaction.table('post_photos').insert({ post_id: post.id, photo_id: id, position })
    }
    await post.handOverWhenReady(at, transaction)
    return done(post)
  }

  static async #resent(draft: Draft, transaction: TransactionClientContract) {
    if (draft.submissionKey === null) return null
    return Post.query({ client: transaction })
      .where({ authorId: draft.authorId, submissionKey: draft.submissionKey })
      .first()
  }

  static async #countToday(authorId: number, at: Date, transaction: TransactionClientContract) {
    const [row] = await transaction
      .from('posts')
      .where('author_id', authorId)
      .where('created_at', '>=', startOfParisDay(at))
      .count('* as count')
    return Number(row.count)
  }

  /** Hands the post over to the chain once every photo is ready; the caller flushes after commit. */
  async handOverWhenReady(at: Date, transaction: TransactionClientContract): Promise<void> {
    await this.#lock(transaction)
    if (this.handedOverAt) return
    const photos = await Photo.ofPost(this.id, transaction)
    if (photos.some((photo) => photo.state !== 'ready')) return
    this.handedOverAt = at
    await this.save()
    await feedChain.record(
      [
        {
          kind: 'post.published',
          subjectId: this.id,
          contentHash: saltedHash(this.salt, this.#canonical(photos)),
        },
      ],
      transaction
    )
  }

  /** Changes the text, the visibility, the photos or what they show; the version before stays. */
  async edit(change: PostChange, at: Date): Promise<Result<Post, PostingRefusal | 'too_late'>> {
    const result = await db.transaction(async (transaction) => {
      await this.#lock(transaction)
      const book = await bookInTransaction(transaction, at)
      const window = book.value('feed.edit_window_minutes')
      if (!mayStillEdit(this.publishedAt, window, at)) return refused('too_late' as const)
      const photos = await Photo.ofPost(this.id, transaction)
      const kept = change.photoIds ? inOrder(photos, change.photoIds) : photos
      const [refusal] = postingRefusals(
        { body: change.body, photoCount: kept.length, postsToday: 0 },
        {
          characters: book.value('feed.post_max_characters'),
          photos: Number.POSITIVE_INFINITY,
          postsPerDay: 1,
        }
      )
      if (refusal) return refused(refusal)
      return done(await this.#replace(change, photos, kept, at, transaction))
    })
    if (!result.ok) return result
    await erasePhotoFiles(result.value)
    if (this.handedOverAt) await feedChain.flush()
    return done(this as Post)
  }

  async #replace(
    change: PostChange,
    photos: Photo[],
    kept: Photo[],
    at: Date,
    transaction: TransactionClientContract
  ): Promise<StoredFile[]> {
    const before = this.#canonical(photos)
    const { salt, revision } = this
    const { files } = await arrangePhotos(this.id, photos, kept, transaction)
    for (const photo of kept) {
      const alt = change.alts.get(photo.id)
      if (alt !== undefined) await photo.merge({ alt }).useTransaction(transaction).save()
    }
    this.body = tidy(change.body)
    this.visibility = change.visibility
    if (!this.handedOverAt) {
      await this.save()
      // The photo that was awaited, or refused, may be among those that left.
      await this.handOverWhenReady(at, transaction)
      return files
    }
    const content = this.#canonical(kept)
    if (content === before) return files
    await PostRevision.create(
      { postId: this.id, revision, content: before, salt, replacedAt: at },
      { client: transaction }
    )
    this.salt = systemRandom.bytes(16)
    this.revision += 1
    this.editedAt = at
    await this.save()
    const contentHash = saltedHash(this.salt, content)
    await feedChain.record([{ kind: 'post.edited', subjectId: this.id, contentHash }], transaction)
    return files
  }

  /** Takes everything away: text, revisions, comments, photos and their files. A hash stays. */
  async remove(): Promise<void> {
    const files = await db.transaction(async (transaction) => {
      await this.#lock(transaction)
      const photos = await Photo.ofPost(this.id, transaction)
      const commentIds = await transaction.from('comments').where('post_id', this.id).select('id')
      const events = commentIds.map(({ id }: { id: number }) => ({
        kind: 'comment.deleted',
        subjectId: id,
        contentHash: NOTHING_HASH,
      }))
      if (this.handedOverAt) {
        events.push({ kind: 'post.deleted', subjectId: this.id, contentHash: NOTHING_HASH })
      }
      const erased = await Photo.erase(photos, transaction)
      await this.delete()
      await feedChain.record(events, transaction)
      return erased
    })
    await erasePhotoFiles(files)
    await feedChain.flush()
  }

  /** Goes on without a photo that could not be prepared (or that the author no longer wants). */
  async dropPhoto(photoId: number, at: Date): Promise<Result<null, 'empty' | 'published'>> {
    const result = await db.transaction(async (transaction) => {
      await this.#lock(transaction)
      if (this.handedOverAt) return refused('published' as const)
      const photos = await Photo.ofPost(this.id, transaction)
      const dropped = photos.filter((photo) => photo.id === photoId)
      if (this.body === '' && photos.length === dropped.length) return refused('empty' as const)
      const files = await Photo.erase(dropped, transaction)
      await this.handOverWhenReady(at, transaction)
      return done(files)
    })
    if (!result.ok) return result
    await erasePhotoFiles(result.value)
    await feedChain.flush()
    return done(null)
  }

  #canonical(photos: Photo[]): string {
    return canonicalPost({
      body: this.body,
      visibility: this.visibility,
      photos: photos.map((photo) => ({
        sha256: photo.contentHash?.toString('hex') ?? '',
        alt: photo.alt,
      })),
    })
  }

  async #lock(transaction: TransactionClientContract) {
    this.useTransaction(transaction)
    const { rows } = await transaction.rawQuery('select from posts where id = ? for update', [
      this.id,
    ])
    // Deleted meanwhile, from another tab.
    if (rows.length === 0) throw new NotFound()
    await this.refresh()
  }
}
