import type { Metadata } from 'sharp'
import { openUntrusted, refusalOf } from './codec.js'
import { refuse, type PhotoRefusal } from './photo_refusal.js'
import { pixelLimit } from './pixel_limit.js'

export type Header =
  | { ok: true; width: number; height: number; metadata: Metadata }
  | { ok: false; refusal: PhotoRefusal }

/** Reads a picture's header without decoding it; `width` and `height` are those of the upright picture. */
export async function readHeader(input: string | Buffer): Promise<Header> {
  // Without its own limit, so that a picture too large is told from a damaged one.
  const picture = await openUntrusted(input, { limitInputPixels: false })
  try {
    const metadata = await picture.metadata()
    const { width, height } = metadata.autoOrient
    if (width * height > pixelLimit(metadata)) return refuse('too_many_pixels')
    return { ok: true, width, height, metadata }
  } catch (error) {
    return refusalOf(error)
  }
}
