import sharp, { type Metadata, type Sharp } from 'sharp'

/** Bare RGB pixels. */
export interface RawPicture {
  pixels: Buffer
  width: number
  height: number
}

export type Colour = [red: number, green: number, blue: number]

/** A picture drawn by a function of the place. */
export function paint(
  width: number,
  height: number,
  brush: (x: number, y: number) => Colour
): RawPicture {
  const pixels = Buffer.alloc(width * height * 3)
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) pixels.set(brush(x, y), (y * width + x) * 3)
  }
  return { pixels, width, height }
}

export function colourAt({ pixels, width }: RawPicture, x: number, y: number): Colour {
  const at = (y * width + x) * 3
  return [pixels[at] ?? 0, pixels[at + 1] ?? 0, pixels[at + 2] ?? 0]
}

export function drawn({ pixels, width, height }: RawPicture): Sharp {
  return sharp(pixels, { raw: { width, height, channels: 3 } })
}

/** What an encoded file shows, on white, without regard to any orientation it may carry. */
export async function seen(bytes: Buffer): Promise<RawPicture> {
  const { data, info } = await sharp(bytes, { autoOrient: false })
    .flatten({ background: '#fff' })
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true })
  return { pixels: data, width: info.width, height: info.height }
}

/** What an encoded file says of itself. */
export function described(bytes: Buffer): Promise<Metadata> {
  return sharp(bytes).metadata()
}

/** A photo-like picture that is another for each seed: soft shapes and a fine grain. */
export async function landscape(seed: number, width: number, height: number): Promise<RawPicture> {
  const next = numbers(seed)
  const shapes = paint(12, 9, () => [next() & 255, next() & 255, next() & 255])
  const { data } = await drawn(shapes)
    .resize(width, height, { fit: 'fill', kernel: 'cubic' })
    .raw()
    .toBuffer({ resolveWithObject: true })
  for (let at = 0; at < data.length; at += 1) {
    data[at] = Math.max(0, Math.min(255, (data[at] ?? 0) + (next() & 15) - 8))
  }
  return { pixels: data, width, height }
}

/** Small whole numbers that look drawn by lot and are the same at each run. */
export function numbers(seed: number): () => number {
  let state = seed + 1
  return () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff
    return state >> 16
  }
}
