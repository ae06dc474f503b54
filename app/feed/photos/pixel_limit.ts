import type { Metadata } from 'sharp'
import { MAX_PIXELS } from './photo_refusal.js'

/** Bytes that a decoder may hold at once for one picture. */
const MEMORY_BUDGET = 350_000_000

/** Bytes held for each pixel by the decoders of AV1 and HEVC, planes and conversions together. */
const HEIF_BYTES_PER_PIXEL = 14

/**
 * The most pixels taken for a picture with this header: all that the network allows when lines are
 * decoded one after the other, fewer when the format forces the whole picture into memory
 * (AVIF and HEIC; progressive JPEG and interlaced PNG by their channels and depth).
 */
export function pixelLimit(header: Metadata): number {
  return Math.min(MAX_PIXELS, Math.floor(MEMORY_BUDGET / bytesHeldPerPixel(header)))
}

function bytesHeldPerPixel(header: Metadata): number {
  const deep = header.depth === 'ushort' || (header.bitsPerSample ?? 8) > 8
  if (header.format === 'heif') return HEIF_BYTES_PER_PIXEL * (deep ? 2 : 1)
  if (!header.isProgressive) return 1
  const bytesPerSample = header.format === 'jpeg' || deep ? 2 : 1
  return (header.channels ?? 4) * bytesPerSample
}
