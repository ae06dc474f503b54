import { rgbaToThumbHash, thumbHashToDataURL } from 'thumbhash'
import { drawPicture, type Picture } from './picture.js'

/** What stands for a photo until it arrives. */
export interface Placeholder {
  /** About 25 bytes (ThumbHash). */
  thumbhash: Buffer
  /** `#rrggbb`, transparent parts seen on white. */
  averageColour: string
}

const SIDE = 64

export async function placeholderOf(picture: Picture): Promise<Placeholder> {
  const scale = Math.min(1, SIDE / Math.max(picture.width, picture.height))
  const width = Math.max(1, Math.round(picture.width * scale))
  const height = Math.max(1, Math.round(picture.height * scale))
  const drawn = await drawPicture(picture, { width, height })
  const rgba = await drawn.ensureAlpha().raw().toBuffer()
  return {
    thumbhash: Buffer.from(rgbaToThumbHash(width, height, rgba)),
    averageColour: averageColour(rgba),
  }
}

/** The placeholder as a small PNG in a `data:` address. */
export function thumbhashToDataUrl(thumbhash: Uint8Array): string {
  return thumbHashToDataURL(thumbhash)
}

function averageColour(rgba: Buffer): string {
  const sums = [0, 0, 0]
  for (let at = 0; at < rgba.length; at += 4) {
    const opacity = (rgba[at + 3] ?? 0) / 255
    sums.forEach((sum, channel) => {
      sums[channel] = sum + (rgba[at + channel] ?? 0) * opacity + 255 * (1 - opacity)
    })
  }
  const count = rgba.length / 4
  return `#${sums.map((sum) => hexadecimal(Math.round(sum / count))).join('')}`
}

function hexadecimal(value: number): string {
  return value.toString(16).padStart(2, '0')
}
