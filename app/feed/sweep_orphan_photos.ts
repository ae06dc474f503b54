import db from '@adonisjs/lucid/services/db'
import { clock } from '#shared/clock'
import { Photo } from './photo.js'
import {
  dropFromQuarantine,
  erasePhotoFiles,
  eraseUnnamedFiles,
  oldInQuarantine,
} from './photo_store.js'

const DAY = 86_400_000

/** Erases photos that were uploaded a day ago and put nowhere, and files without a row. */
export async function sweepOrphanPhotos(): Promise<void> {
  const before = new Date(clock.now().getTime() - DAY)
  const files = await db.transaction(async (transaction) => {
    const orphans = await Photo.query({ client: transaction })
      .where('receivedAt', '<', before)
      .whereRaw('not exists (select from post_photos pp where pp.photo_id = photos.id)')
      .whereRaw('not exists (select from draft_photos dp where dp.photo_id = photos.id)')
      .whereRaw('not exists (select from people p where p.portrait_key = photos.key)')
      .limit(500)
    return Photo.erase(orphans, transaction)
  })
  await erasePhotoFiles(files)
  for (const key of await oldInQuarantine(before)) await dropFromQuarantine(key)
  await eraseUnnamedFiles(before)
}
