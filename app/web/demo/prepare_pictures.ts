import db from '@adonisjs/lucid/services/db'
import { storeVariant } from '#feed/photo_store'
import { preparePhoto } from '#feed/photos/prepare_photo'
import { demoPhotoPath } from './demo_files.js'
import type { PreparedPicture } from './feed_rows.js'

/** Prepares the demo's photographs through the same chain as an upload, and stores their files. */
export async function preparePictures(
  files: string[],
  progress: (done: number) => void = () => {}
): Promise<PreparedPicture[]> {
  const pictures: PreparedPicture[] = []
  for (const file of files) {
    const prepared = await preparePhoto(demoPhotoPath(file), 'jpeg')
    if (!prepared.ok)
      throw new Error(`The demo's photograph ${file} is refused: ${prepared.refusal}`)
    await db.transaction(async (transaction) => {
      for (const variant of prepared.variants) await storeVariant(variant, transaction)
    })
    pictures.push({
      ...prepared,
      variants: prepared.variants.map(({ bytes, ...variant }) => ({
        ...variant,
        byteSize: bytes.length,
      })),
    })
    progress(pictures.length)
  }
  return pictures
}
