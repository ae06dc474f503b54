import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { DraftSchema } from '#database/schema'
import { Photo } from '../photo.js'
import { erasePhotoFiles } from '../photo_store.js'

/** A post that is not written yet, its author's alone; `publishAt`: it appears by itself then. */
export class Draft extends DraftSchema {
  static async ofAuthor(authorId: number): Promise<Draft[]> {
    return Draft.query().where('authorId', authorId).orderBy('keptAt', 'desc').orderBy('id', 'desc')
  }

  /** Its photos in order, each saying what it shows here. */
  async photos(transaction?: TransactionClientContract): Promise<Photo[]> {
    const photos = await Photo.query(transaction ? { client: transaction } : {})
      .join('draft_photos', 'draft_photos.photo_id', 'photos.id')
      .where('draft_photos.draft_id', this.id)
      .orderBy('draft_photos.position')
      .select('photos.*', 'draft_photos.alt as said')
    for (const photo of photos) photo.alt = String(photo.$extras.said)
    return photos
  }

  /** It will no longer appear by itself; what was refused is forgotten too. */
  async cancel(): Promise<void> {
    this.publishAt = null
    this.refusal = null
    await this.save()
  }

  /** Deletes it for good, with its photos and their files. */
  async remove(): Promise<void> {
    const files = await db.transaction(async (transaction) => {
      // The author first, as whoever keeps or publishes a draft does.
      await transaction.rawQuery('select from people where id = ? for no key update', [
        this.authorId,
      ])
      const { rows } = await transaction.rawQuery('select from drafts where id = ? for update', [
        this.id,
      ])
      // Published meanwhile: its photos are the post's.
      if (rows.length === 0) return []
      const erased = await Photo.erase(await this.photos(transaction), transaction)
      await transaction.from('drafts').where('id', this.id).delete()
      return erased
    })
    await erasePhotoFiles(files)
  }
}
