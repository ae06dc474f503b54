import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { clock } from '#shared/clock'
import { enqueue } from '#shared/jobs/queue'
import { feedChain } from './feed_chain.js'
import { isKnown } from './known_photos.js'
import { Photo } from './photo.js'
import { PREPARE_AVIF } from './photo_jobs.js'
import { dropFromQuarantine, erasePhotoFiles, quarantinePath, storeVariant } from './photo_store.js'
import { refuse } from './photos/photo_refusal.js'
import { prepareAvif, preparePhoto, type PreparedVariant } from './photos/prepare_photo.js'
import { showPortrait } from './portrait.js'
import { Post } from './post.js'
import type { PhotoFormat } from './photos/photo_format.js'

type Preparation = Awaited<ReturnType<typeof preparePhoto>>

/** Prepares one photo; shows a portrait, publishes a post when it was the last one awaited. */
export async function preparePhotoJob(payload: Record<string, unknown>): Promise<void> {
  const photo = await Photo.find(Number(payload.photoId))
  if (photo?.state !== 'received') return
  let preparation = await preparePhoto(quarantinePath(photo.key), photo.format as PhotoFormat)
  const replaced = await db.transaction(async (transaction) => {
    // The person or post first, then the photo: the order in which a change or deletion locks them.
    if (photo.isPortrait) {
      await transaction.rawQuery('select from people where id = ? for update', [photo.ownerId])
    }
    await transaction.rawQuery(
      `select from posts where id = (select post_id from post_photos where photo_id = ?) for update`,
      [photo.id]
    )
    await transaction.rawQuery('select from photos where id = ? for update', [photo.id])
    const current = await Photo.find(photo.id, { client: transaction })
    if (current?.state !== 'received') return []
    // A post waits for someone to look; a portrait has nowhere to wait.
    if (current.isPortrait && (await isKnown(hashesOf(preparation), transaction))) {
      preparation = refuse('known_photo')
    }
    await settle(current, preparation, transaction)
    if (current.isPortrait) return preparation.ok ? showPortrait(current, transaction) : []
    await publishPostOf(current, transaction)
    return []
  })
  await erasePhotoFiles(replaced)
  if (!preparation.ok) await dropFromQuarantine(photo.key)
  await feedChain.flush()
}

/** Adds the smaller AVIF files in the background, then lets the original go. */
export async function prepareAvifJob(payload: Record<string, unknown>): Promise<void> {
  const photo = await Photo.find(Number(payload.photoId))
  if (photo?.state !== 'ready' || photo.hasAvif) return
  const variants = await prepareAvif(quarantinePath(photo.key), photo.format as PhotoFormat)
  await db.transaction(async (transaction) => {
    const { rows } = await transaction.rawQuery('select from photos where id = ? for update', [
      photo.id,
    ])
    if (rows.length === 0) return
    await storeVariants(photo.id, variants, transaction)
    if (variants.length > 0) {
      await photo.useTransaction(transaction).merge({ hasAvif: true }).save()
      await freshenCards(photo.id, transaction)
    }
  })
  await dropFromQuarantine(photo.key)
}

function hashesOf(preparation: Preparation): Buffer[] {
  if (!preparation.ok) return []
  return preparation.perceptualHashes.map((hash) => Buffer.from(hash, 'hex'))
}

async function settle(
  photo: Photo,
  preparation: Preparation,
  transaction: TransactionClientContract
) {
  photo.useTransaction(transaction)
  const preparedAt = clock.now()
  if (!preparation.ok) {
    await photo.merge({ state: 'refused', refusal: preparation.refusal, preparedAt }).save()
    return
  }
  await storeVariants(photo.id, preparation.variants, transaction)
  await transaction.table('photo_perceptual_hashes').multiInsert(
    hashesOf(preparation).map((hash, pose) => ({
      photo_id: photo.id,
      pose,
      hash,
    }))
  )
  await photo
    .merge({
      state: 'ready',
      width: preparation.width,
      height: preparation.height,
      contentHash: Buffer.from(preparation.contentSha256, 'hex'),
      thumbhash: preparation.thumbhash,
      averageColour: preparation.averageColour,
      preparedAt,
    })
    .save()
  await enqueue(PREPARE_AVIF, { photoId: photo.id }, transaction, {
    key: `avif:${photo.id}`,
    attempts: 2,
    priority: 10,
  })
}

async function storeVariants(
  photoId: number,
  variants: PreparedVariant[],
  transaction: TransactionClientContract
) {
  if (variants.length === 0) return
  for (const variant of variants) await storeVariant(variant, transaction)
  await transaction
    .knexQuery()
    .insert(
      variants.map((variant) => ({
        photo_id: photoId,
        name: variant.name,
        format: variant.format,
        width: variant.width,
        height: variant.height,
        byte_size: variant.bytes.length,
        sha256: Buffer.from(variant.sha256, 'hex'),
      }))
    )
    .into('photo_variants')
    .onConflict(['photo_id', 'name'])
    .ignore()
}

async function publishPostOf(photo: Photo, transaction: TransactionClientContract) {
  const post = await Post.query({ client: transaction })
    .whereRaw('id = (select post_id from post_photos where photo_id = ?)', [photo.id])
    .first()
  await post?.handOverWhenReady(clock.now(), transaction)
}

/** A card is kept by its revision of display; new sizes of its photos change it, not the text. */
async function freshenCards(photoId: number, transaction: TransactionClientContract) {
  await transaction.rawQuery(
    `update posts set display_revision = display_revision + 1
      where id = (select post_id from post_photos where photo_id = ?)`,
    [photoId]
  )
}
