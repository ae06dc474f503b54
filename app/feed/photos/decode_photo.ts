import type { Decoding } from './decoding.js'
import { decodeHeic } from './decode_heic.js'
import { decodeStored } from './decode_stored.js'
import type { PhotoFormat } from './photo_format.js'
import { refuse } from './photo_refusal.js'
import { readHeader } from './read_header.js'
import { HEAD_BYTES, sniffFormat } from './sniff_format.js'

/**
 * Decodes a photo once, already reduced to the largest size that will be shown. `original` is the
 * upright size before reduction.
 */
export async function decodePhoto(bytes: Buffer, format: PhotoFormat): Promise<Decoding> {
  if (sniffFormat(bytes.subarray(0, HEAD_BYTES)) !== format) return refuse('type_mismatch')
  const header = await readHeader(bytes)
  if (!header.ok) return header
  if (format === 'heic') return decodeHeic(bytes, header.metadata)
  const original = { width: header.width, height: header.height }
  return decodeStored(bytes, original, header.metadata.orientation)
}
