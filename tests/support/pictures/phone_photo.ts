import sharp from 'sharp'
import { asymmetric, difference, displayed } from './asymmetric.js'
import { colourAt, drawn, paint, seen } from './raw_picture.js'
import { telling } from './telling.js'

const TURNED = 6

const stored = paint(1200, 800, (x, y) =>
  colourAt(asymmetric, Math.floor(x / 10), Math.floor(y / 10))
)

/** A photo of four quarters as a phone held upright writes it: lying, with where and by whom. */
export function phonePhoto(): Promise<Buffer> {
  return telling(drawn(stored))
    .withMetadata({ orientation: TURNED, icc: 'p3' })
    .jpeg({ quality: 95, chromaSubsampling: '4:4:4' })
    .toBuffer()
}

/** How far a file, of any size, is from what had to be seen of `phonePhoto`; Infinity when it lies. */
export async function distanceFromStanding(bytes: Buffer): Promise<number> {
  const { pixels, width, height } = await seen(bytes)
  if (width >= height) return Infinity
  const small = sharp(pixels, { raw: { width, height, channels: 3 } })
  const { data } = await small
    .resize(80, 120, { fit: 'fill' })
    .raw()
    .toBuffer({ resolveWithObject: true })
  return difference({ pixels: data, width: 80, height: 120 }, displayed(asymmetric, TURNED))
}
