import type { Sharp, SharpInput, SharpOptions } from 'sharp'
import { MAX_PIXELS, refuse } from './photo_refusal.js'

/** Seconds after which a decoding is given up. */
export const DECODING_SECONDS = 20

/**
 * `truncated` and `error` of libvips refuse a file that stops too early; `warning` would also refuse
 * sound photos of phones whose only fault is an odd marker or a padding byte.
 */
const UNTRUSTED: SharpOptions = {
  failOn: 'error',
  limitInputPixels: MAX_PIXELS,
  sequentialRead: true,
  autoOrient: false,
}

const LOADERS = [
  'VipsForeignLoadJpeg',
  'VipsForeignLoadPng',
  'VipsForeignLoadWebp',
  'VipsForeignLoadHeif',
  'VipsForeignLoadNsgif',
]

let opening: Promise<typeof import('sharp').default> | undefined

/** sharp, loaded at the first photo, with every loader of this process shut except ours. */
export function openCodec(): Promise<typeof import('sharp').default> {
  opening ??= import('sharp').then(({ default: sharp }) => {
    sharp.block({ operation: ['VipsForeignLoad'] })
    sharp.unblock({ operation: LOADERS })
    sharp.cache(false)
    // One photo at a time on one core: the pages are served from the others.
    sharp.concurrency(1)
    return sharp
  })
  return opening
}

/** A file that nobody vouches for, to be read within the limits. */
export async function openUntrusted(input: SharpInput, options: SharpOptions = {}): Promise<Sharp> {
  const sharp = await openCodec()
  return sharp(input, { ...UNTRUSTED, ...options })
}

/** What an error of the codec says about the file. */
export function refusalOf(error: unknown) {
  const message = error instanceof Error ? error.message : ''
  if (/pixel limit/i.test(message)) return refuse('too_many_pixels')
  if (/timeout/i.test(message)) return refuse('too_slow')
  return refuse('damaged')
}
