import { randomBytes } from 'node:crypto'
import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { PhotoSchema } from '#database/schema'
import { enqueue } from '#shared/jobs/queue'
import { done, refused, type Result } from '#shared/result'
import { PREPARE_PHOTO } from './photo_jobs.js'
import { keepInQuarantine, type StoredFile } from './photo_store.js'
import { inspectUpload } from './photos/inspect_upload.js'
import type { PhotoRefusal } from './photos/photo_refusal.js'

/** A photo of one person: received, then prepared by the worker (ready) or refused with a reason. */
export class Photo extends PhotoSchema {
  /** Takes an uploaded file in: read its header, set it aside, ask the worker to prepare it. */
  static async receive(
    upload: { path: string; declaredType: string | null; ownerId: number; portrait?: boolean },
    at: Date
  ): Promise<Result<Photo, PhotoRefusal>> {
    const inspection = await inspectUpload(upload.path, upload.declaredType)
    if (!inspection.ok) return refused(inspection.refusal)
    const random = randomBytes(18).toString('base64url')
    // A portrait's key says what it is for, before it is shown: it goes in no post.
    const key = upload.portrait ? `portrait-${random}` : random
    await keepInQuarantine(upload.path, key)
    return db.transaction(async (transaction) => {
      const photo = await Photo.create(
        {
          key,
          ownerId: upload.ownerId,
          state: 'received',
          format: inspection.format,
          width: inspection.width,
          height: inspection.height,
          alt: '',
          hasAvif: false,
          receivedAt: at,
        },
        { client: transaction }
      )
      await enqueue(PREPARE_PHOTO, { photoId: photo.id }, transaction, {
        key: `photo:${photo.id}`,
        attempts: 4,
      })
      return done(photo)
    })
  }

  /**
   * Which of these photos the person may still put in a post: theirs, not refused, in no post and
   * in no draft but the one of this submission.
   */
  static async free(
    ownerId: number,
    ids: number[],
    composed: { submissionKey: string | null; transaction?: TransactionClientContract }
  ): Promise<Photo[]> {
    const { submissionKey, transaction } = composed
    if (ids.length === 0) return []
    const query = Photo.query(transaction ? { client: transaction } : {})
      .where('ownerId', ownerId)
      .whereIn('id', ids)
      .whereNot('state', 'refused')
      .whereRaw('not exists (select from post_photos pp where pp.photo_id = photos.id)')
      .whereRaw(
        `not exists (select from draft_photos dp join drafts d on d.id = dp.draft_id
          where dp.photo_id = photos.id and d.submission_key is distinct from ?)`,
        [submissionKey ?? '']
      )
      .whereRaw('not exists (select from people p where p.portrait_key = photos.key)')
      .whereNot('key', 'like', 'portrait-%')
    if (transaction) void query.forUpdate()
    const photos = await query
    return ids.flatMap((id) => photos.find((photo) => photo.id === id) ?? [])
  }

  get isPortrait(): boolean {
    return this.key.startsWith('portrait-')
  }

  static async ofPost(postId: number, transaction?: TransactionClientContract): Promise<Photo[]> {
    return Photo.query(transaction ? { client: transaction } : {})
      .join('post_photos', 'post_photos.photo_id', 'photos.id')
      .where('post_photos.post_id', postId)
      .orderBy('post_photos.position')
      .select('photos.*')
  }

  /** Deletes rows and returns the files that they named, to be erased after the commit. */
  static async erase(
    photos: Photo[],
    transaction: TransactionClientContract
  ): Promise<StoredFile[]> {
    if (photos.length === 0) return []
    const ids = photos.map((photo) => photo.id)
    const variants = await transaction
      .from('photo_variants')
      .whereIn('photo_id', ids)
      .select('sha256', 'format')
    await transaction.from('photos').whereIn('id', ids).delete()
    return [
      ...variants.map((row: { sha256: Buffer; format: string }) => ({
        sha256: row.sha256.toString('hex'),
        format: row.format,
      })),
      ...photos.map((photo) => ({ quarantined: photo.key })),
    ]
  }
}
