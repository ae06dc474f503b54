import type { Sharp } from 'sharp'
import { openCodec } from './codec.js'

/** Decoded pixels: upright, 8-bit sRGB, with a fourth channel when the photo has transparency. */
export interface Picture {
  pixels: Buffer
  width: number
  height: number
  channels: 3 | 4
}

export interface Size {
  width: number
  height: number
}

/** A picture at most this many times as high as wide: WebP ends at 16,383 pixels a side. */
const TALLEST = 8

/** The size of a picture of this shape within a width, never enlarged. */
export function sizeWithin({ width, height }: Size, maxWidth: number): Size {
  const scale = Math.min(1, maxWidth / width, (maxWidth * TALLEST) / height)
  return {
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
  }
}

/** The picture as the start of a pipeline, resized when a size is given. */
export async function drawPicture(picture: Picture, size: Size = picture): Promise<Sharp> {
  const sharp = await openCodec()
  const { pixels, width, height, channels } = picture
  const drawn = sharp(pixels, { raw: { width, height, channels } })
  if (size.width === width && size.height === height) return drawn
  return drawn.resize({ ...size, fit: 'fill' })
}
