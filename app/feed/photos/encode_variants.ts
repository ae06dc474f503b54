import { createHash } from 'node:crypto'
import type { Sharp } from 'sharp'
import { drawPicture, sizeWithin, type Picture, type Size } from './picture.js'

/** One file made from a photo, as it is stored and served. */
export interface PreparedVariant {
  name: '320' | '800' | '1600' | 'jpeg' | '800-avif' | '1600-avif'
  format: 'webp' | 'jpeg' | 'avif'
  width: number
  height: number
  bytes: Buffer
  /** Of `bytes`, in hexadecimal. */
  sha256: string
}

type Recipe = Pick<PreparedVariant, 'name' | 'format'> & { within: number }

/** What every photo gets before it is shown. */
export const SHOWN: Recipe[] = [
  { name: '320', format: 'webp', within: 320 },
  { name: '800', format: 'webp', within: 800 },
  { name: '1600', format: 'webp', within: 1600 },
  { name: 'jpeg', format: 'jpeg', within: 1600 },
]

/** What it gets later, in the background. */
export const LATER: Recipe[] = [
  { name: '800-avif', format: 'avif', within: 800 },
  { name: '1600-avif', format: 'avif', within: 1600 },
]

/**
 * Makes the variants of a picture, sized after the original. Each name is always there and nothing is enlarged: a photo 500
 * pixels wide is 320, then 500 under both larger names (one file: their bytes are the same).
 */
export async function encodeVariants(
  picture: Picture,
  original: Size,
  recipes: Recipe[]
): Promise<PreparedVariant[]> {
  const variants: PreparedVariant[] = []
  for (const { within, ...named } of recipes) {
    const size = sizeWithin(original, within)
    const same = variants.find(
      ({ format, width, height }) =>
        format === named.format && width === size.width && height === size.height
    )
    variants.push(same ? { ...same, ...named } : await encode(picture, size, named))
  }
  return variants
}

async function encode(
  picture: Picture,
  size: Size,
  named: Pick<PreparedVariant, 'name' | 'format'>
): Promise<PreparedVariant> {
  // Without any call that keeps metadata, sharp writes none.
  const bytes = await ENCODERS[named.format](await drawPicture(picture, size)).toBuffer()
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  return { ...named, ...size, bytes, sha256 }
}

const ENCODERS: Record<PreparedVariant['format'], (drawn: Sharp) => Sharp> = {
  webp: (drawn) => drawn.webp({ quality: 80, effort: 2 }),
  jpeg: (drawn) => drawn.flatten({ background: '#fff' }).jpeg({ quality: 82 }),
  avif: (drawn) => drawn.avif({ quality: 52, effort: 2, chromaSubsampling: '4:2:0' }),
}
