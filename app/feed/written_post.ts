import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { PostSchema } from '#database/schema'
import { NotFound } from '#shared/http/refusals'
import { tell } from '#shared/wiring/events'
import { canonicalPost, saltedHash } from './content_hash.js'
import { feedChain } from './feed_chain.js'
import { knownPhotoIn, tellOfHold } from './known_photos.js'
import { Photo } from './photo.js'

/** A post as it is written: what it says, and how it is handed over to the chain. */
export class WrittenPost extends PostSchema {
  static override table = 'posts'

  /** What it says with these photos, in the form that the chain swears to. */
  content(photos: Photo[]): string {
    return canonicalPost({
      body: this.body,
      visibility: this.visibility,
      photos: photos.map((photo) => ({
        sha256: photo.contentHash?.toString('hex') ?? '',
        alt: photo.alt,
      })),
      contentWarning: this.contentWarning,
      placeId: this.placeId,
    })
  }

  /** Reads it again inside a transaction, where nobody else changes it until the commit. */
  async lock(transaction: TransactionClientContract): Promise<void> {
    this.useTransaction(transaction)
    const { rows } = await transaction.rawQuery('select from posts where id = ? for update', [
      this.id,
    ])
    // Deleted meanwhile, from another tab.
    if (rows.length === 0) throw new NotFound()
    await this.refresh()
  }

  /**
   * Hands the post over to the chain once nobody holds it and every photo is ready, unless one is
   * known: then someone on duty looks at it first. The caller flushes after commit.
   */
  async handOverWhenReady(at: Date, transaction: TransactionClientContract): Promise<void> {
    await this.lock(transaction)
    if (this.handedOverAt || this.heldFor) return
    const photos = await Photo.ofPost(this.id, transaction)
    if (await holdWhenKnown(this, photos, at, transaction)) return
    if (this.heldAt) return
    if (photos.some((photo) => photo.state !== 'ready')) return
    this.handedOverAt = at
    await this.save()
    const contentHash = saltedHash(this.salt, this.content(photos))
    await feedChain.record(
      [{ kind: 'post.published', subjectId: this.id, contentHash }],
      transaction
    )
    await this.tellMentions(at, transaction)
  }

  /** Tells of the people named in it, once others may read it. */
  async tellMentions(at: Date, transaction: TransactionClientContract): Promise<void> {
    if (!this.body.includes('@')) return
    const { id, authorId } = this
    await tell({ name: 'feed.people_mentioned', at, postId: id, authorId }, transaction)
  }
}

/**
 * As soon as one photo is known to be, whatever the others are waiting for: a first post would be
 * shown meanwhile to those who let them through.
 */
async function holdWhenKnown(
  post: WrittenPost,
  photos: Photo[],
  at: Date,
  transaction: TransactionClientContract
): Promise<boolean> {
  if (!photos.some((photo) => photo.state === 'ready')) return false
  const known = await knownPhotoIn(post.id, transaction)
  if (!known) return false
  await post.merge({ heldAt: at, heldFor: 'known_photo' }).save()
  await tellOfHold(post, known, at, transaction)
  return true
}
