import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'
import { decodePhoto } from './decode_photo.js'
import { encodeVariants, LATER, SHOWN, type PreparedVariant } from './encode_variants.js'
import { perceptualHashes } from './perceptual_hash.js'
import type { PhotoFormat } from './photo_format.js'
import { MAX_BYTES, refuse, type PhotoRefusal } from './photo_refusal.js'
import { placeholderOf } from './placeholder.js'

export type { PreparedVariant } from './encode_variants.js'

export interface PreparedPhoto {
  ok: true
  /** Of the upright photo as it was sent. */
  width: number
  height: number
  /** Of the file as it was sent, in hexadecimal. */
  contentSha256: string
  thumbhash: Buffer
  /** For the eight poses; see `perceptual_hash.ts`. */
  perceptualHashes: string[]
  averageColour: string
  variants: PreparedVariant[]
}

/**
 * Makes from an uploaded file all that is shown of it: nothing of its bytes, and no metadata, is
 * left in the variants. Throws only when the file cannot be read.
 */
export async function preparePhoto(
  path: string,
  format: PhotoFormat
): Promise<PreparedPhoto | { ok: false; refusal: PhotoRefusal }> {
  const file = await readUpload(path)
  if (!file.ok) return file
  const decoding = await decodePhoto(file.bytes, format)
  if (!decoding.ok) return decoding
  const { picture, original } = decoding
  // The small reductions are made beside the encoding, not before it.
  const [variants, placeholder, hashes] = await Promise.all([
    encodeVariants(picture, original, SHOWN),
    placeholderOf(picture),
    perceptualHashes(picture),
  ])
  return {
    ok: true,
    ...original,
    contentSha256: createHash('sha256').update(file.bytes).digest('hex'),
    ...placeholder,
    perceptualHashes: hashes,
    variants,
  }
}

/** Makes the AVIF variants, which take seconds; none when the file can no longer be decoded. */
export async function prepareAvif(path: string, format: PhotoFormat): Promise<PreparedVariant[]> {
  const file = await readUpload(path)
  const decoding = file.ok ? await decodePhoto(file.bytes, format) : file
  return decoding.ok ? encodeVariants(decoding.picture, decoding.original, LATER) : []
}

async function readUpload(path: string) {
  const file = await open(path, 'r')
  try {
    const { size } = await file.stat()
    if (size === 0) return refuse('empty')
    if (size > MAX_BYTES) return refuse('too_heavy')
    return { ok: true as const, bytes: await file.readFile() }
  } finally {
    await file.close()
  }
}
