import type { PhotoFormat } from '#feed/photos/photo_format'
import { preparePhoto, type PreparedPhoto } from '#feed/photos/prepare_photo'
import { onDisk } from './on_disk.js'

/** What becomes of a file when it is prepared: the photo, or the refusal. */
export async function outcomeOf(bytes: Uint8Array, format: PhotoFormat) {
  return preparePhoto(await onDisk(bytes), format)
}

/** The photo prepared from a file that is expected to be taken. */
export async function prepared(bytes: Uint8Array, format: PhotoFormat): Promise<PreparedPhoto> {
  const photo = await outcomeOf(bytes, format)
  if (!photo.ok) throw new Error(`The photo was refused: ${photo.refusal}`)
  return photo
}
