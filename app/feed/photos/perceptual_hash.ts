import { drawPicture, type Picture } from './picture.js'

const SIDE = 32
const FREQUENCIES = 8

/**
 * Hashes of what a picture looks like, 16 hexadecimal digits each, for its eight poses: the first
 * is the picture itself, the others its turns and mirrors (bit 0: left and right exchanged, bit 1:
 * top and bottom, bit 2: rows and columns). Discrete cosine transform of a 32 × 32 grey reduction;
 * each bit tells whether one low frequency is above the median.
 */
export async function perceptualHashes(picture: Picture): Promise<string[]> {
  const drawn = await drawPicture(picture, { width: SIDE, height: SIDE })
  const pixels = await drawn.flatten({ background: '#fff' }).raw().toBuffer()
  const spectrum = lowFrequencies(lightness(pixels))
  // A mirror only changes the sign of the odd frequencies; a transposition exchanges the two.
  return Array.from({ length: 8 }, (_, pose) =>
    hashOf((across, down) => {
      const value = pose & 4 ? spectrum(down, across) : spectrum(across, down)
      const odd = (pose & 1 ? across : 0) + (pose & 2 ? down : 0)
      return odd % 2 === 0 ? value : -value
    })
  )
}

/** How many of the 64 bits differ between two hashes of 16 hexadecimal digits. */
export function hammingDistance(a: string, b: string): number {
  let differing = BigInt(`0x${a}`) ^ BigInt(`0x${b}`)
  let count = 0
  for (; differing > 0n; differing &= differing - 1n) count += 1
  return count
}

/** Luma of each pixel (ITU-R BT.601); sharp would turn the large picture grey before reducing it. */
function lightness(rgb: Buffer): number[] {
  return Array.from({ length: rgb.length / 3 }, (_, index) => {
    const [red = 0, green = 0, blue = 0] = rgb.subarray(index * 3, index * 3 + 3)
    return 0.299 * red + 0.587 * green + 0.114 * blue
  })
}

type Spectrum = (across: number, down: number) => number

/** The transform at frequencies 1 to 8 both ways; the mean, frequency 0, is left out. */
function lowFrequencies(grey: number[]): Spectrum {
  const rows = Array.from({ length: SIDE }, (_, y) => transform((x) => grey[y * SIDE + x] ?? 0))
  const columns = Array.from({ length: FREQUENCIES }, (_, across) =>
    transform((y) => rows[y]?.[across] ?? 0)
  )
  return (across, down) => columns[across - 1]?.[down - 1] ?? 0
}

function transform(sample: (position: number) => number): number[] {
  return COSINES.map((cosines) =>
    cosines.reduce((sum, cosine, position) => sum + cosine * sample(position), 0)
  )
}

const COSINES = Array.from({ length: FREQUENCIES }, (_row, index) =>
  Array.from({ length: SIDE }, (_cell, position) =>
    Math.cos(((2 * position + 1) * (index + 1) * Math.PI) / (2 * SIDE))
  )
)

function hashOf(spectrum: Spectrum): string {
  const values: number[] = []
  for (let down = 1; down <= FREQUENCIES; down += 1) {
    for (let across = 1; across <= FREQUENCIES; across += 1) values.push(spectrum(across, down))
  }
  const median = values.toSorted((a, b) => a - b)[values.length / 2] ?? 0
  const bits = values.map((value) => (value > median ? '1' : '0')).join('')
  return BigInt(`0b${bits}`).toString(16).padStart(16, '0')
}
