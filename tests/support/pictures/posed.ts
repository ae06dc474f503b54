import type { PhotoFormat } from '#feed/photos/photo_format'
import { asymmetric } from './asymmetric.js'
import { poseHeif } from './heif_pose.js'
import { drawn } from './raw_picture.js'
import { telling, tellingHeic } from './telling.js'

/** The same stored pixels in each format that says how they are to be turned, and much besides. */
export const POSED_AND_TELLING: Record<
  Exclude<PhotoFormat, 'gif'>,
  (orientation: number) => Promise<Buffer>
> = {
  jpeg: (orientation) => tagged(orientation).jpeg().toBuffer(),
  png: (orientation) => tagged(orientation).png().toBuffer(),
  webp: (orientation) => tagged(orientation).webp().toBuffer(),
  avif: async (orientation) =>
    poseHeif(await telling(drawn(asymmetric)).avif({ effort: 0 }).toBuffer(), orientation),
  heic: async (orientation) => poseHeif(await tellingHeic(), orientation),
}

function tagged(orientation: number) {
  return telling(drawn(asymmetric)).withMetadata({ orientation })
}
