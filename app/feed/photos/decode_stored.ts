import { DECODING_SECONDS, openUntrusted, refusalOf } from './codec.js'
import type { Decoding } from './decoding.js'
import { refuse } from './photo_refusal.js'
import { sizeWithin, type Size } from './picture.js'

/** The width of the largest variant, in pixels. */
export const LARGEST_WIDTH = 1600

/**
 * Decodes what libvips reads, in one pass: a JPEG is reduced while it is read, and the picture is
 * turned after its reduction, which needs far less memory. sharp converts to 8-bit sRGB from the
 * file's own profile. `original` is the upright size.
 */
export async function decodeStored(
  bytes: Buffer,
  original: Size,
  orientation = 1
): Promise<Decoding> {
  const turn = TURNS[orientation] ?? UPRIGHT
  const target = sizeWithin(original, LARGEST_WIDTH)
  const sideways = turn.angle % 180 !== 0
  const input = await openUntrusted(bytes)
  try {
    const { data, info } = await input
      .timeout({ seconds: DECODING_SECONDS })
      .resize({
        width: sideways ? target.height : target.width,
        height: sideways ? target.width : target.height,
        fit: 'fill',
      })
      .flop(turn.mirrored)
      .rotate(turn.angle)
      .raw()
      .toBuffer({ resolveWithObject: true })
    const channels = info.channels === 4 ? 4 : 3
    if (data.length !== info.width * info.height * channels) return refuse('damaged')
    return {
      ok: true,
      picture: { pixels: data, width: info.width, height: info.height, channels },
      original,
    }
  } catch (error) {
    return refusalOf(error)
  }
}

interface Turn {
  /** Degrees, clockwise. */
  angle: 0 | 90 | 180 | 270
  /** Left and right exchanged, before the turn. */
  mirrored: boolean
}

const UPRIGHT: Turn = { angle: 0, mirrored: false }

/** What each orientation of Exif (JEITA CP-3451, tag 0x0112) asks for. */
const TURNS: Record<number, Turn> = {
  1: UPRIGHT,
  2: { angle: 0, mirrored: true },
  3: { angle: 180, mirrored: false },
  4: { angle: 180, mirrored: true },
  5: { angle: 270, mirrored: true },
  6: { angle: 90, mirrored: false },
  7: { angle: 90, mirrored: true },
  8: { angle: 270, mirrored: false },
}
