import { createHash, randomBytes } from 'node:crypto'
import db from '@adonisjs/lucid/services/db'
import sharp from 'sharp'
import type { Photo } from '#feed/photo'
import { storeVariant } from '#feed/photo_store'
import { Post } from '#feed/post'
import { clock } from '#shared/clock'
import { aFreePhoto } from '#tests/support/free_photo'

const SIZES = [
  ['320', 320, 213],
  ['800', 800, 533],
] as const

/** A published post with one photo of its own, in two sizes on disk. */
export async function aPostWithPhoto(
  author: { id: number },
  body = 'La Sèvre, hier.'
): Promise<{ post: Post; photo: Photo; files: string[] }> {
  const photo = await aFreePhoto(author)
  const files: string[] = []
  const [red = 0, green = 0, blue = 0] = randomBytes(3)
  for (const [name, width, height] of SIZES) {
    const bytes = await sharp({
      create: { width, height, channels: 3, background: { r: red, g: green, b: blue } },
    })
      .webp()
      .toBuffer()
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    await db.transaction((transaction) =>
      storeVariant({ sha256, format: 'webp', bytes }, transaction)
    )
    await db.table('photo_variants').insert({
      ...{ photo_id: photo.id, name, format: 'webp', width, height, byte_size: bytes.length },
      sha256: Buffer.from(sha256, 'hex'),
    })
    files.push(sha256)
  }
  const result = await Post.publish(
    {
      ...{ authorId: author.id, body, visibility: 'public', submissionKey: null },
      photos: [{ id: photo.id, alt: 'La Sèvre' }],
    },
    clock.now()
  )
  if (!result.ok) throw new Error(result.refusal.join())
  return { post: await Post.findOrFail(result.value.id), photo, files }
}
