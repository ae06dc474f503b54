import { colourAt, paint, type Colour, type RawPicture } from './raw_picture.js'

const QUARTERS: Colour[] = [
  [210, 40, 40],
  [40, 170, 60],
  [50, 70, 200],
  [230, 210, 60],
]

/** Four quarters of four colours: no turn and no mirror of it looks like another. */
export const asymmetric: RawPicture = paint(
  120,
  80,
  (x, y) => QUARTERS[(x < 60 ? 0 : 1) + (y < 40 ? 0 : 2)] ?? [0, 0, 0]
)

type Side = 'top' | 'bottom' | 'left' | 'right'

/** Which side of what is seen the first row and the first column of the file are (Exif 2.32, 4.6.4). */
const SIDES: Record<number, [row: Side, column: Side]> = {
  1: ['top', 'left'],
  2: ['top', 'right'],
  3: ['bottom', 'right'],
  4: ['bottom', 'left'],
  5: ['left', 'top'],
  6: ['right', 'top'],
  7: ['right', 'bottom'],
  8: ['left', 'bottom'],
}

export const ORIENTATIONS = [1, 2, 3, 4, 5, 6, 7, 8]

/** What has to be seen of stored pixels that carry an orientation. */
export function displayed(stored: RawPicture, orientation: number): RawPicture {
  const [row, column] = SIDES[orientation] ?? ['top', 'left']
  const turned = row === 'left' || row === 'right'
  const width = turned ? stored.height : stored.width
  const height = turned ? stored.width : stored.height
  const along = (side: Side, distance: number, length: number) =>
    side === 'top' || side === 'left' ? distance : length - 1 - distance
  return paint(width, height, (x, y) => {
    const storedRow = turned ? along(row, x, width) : along(row, y, height)
    const storedColumn = turned ? along(column, y, height) : along(column, x, width)
    return colourAt(stored, storedColumn, storedRow)
  })
}

/** The largest difference of a channel between two pictures, in the middle of each quarter. */
export function difference(one: RawPicture, other: RawPicture): number {
  if (one.width !== other.width || one.height !== other.height) return Infinity
  const middles = [0.25, 0.75].flatMap((x) => [0.25, 0.75].map((y) => [x, y] as const))
  return Math.max(
    ...middles.flatMap(([x, y]) => {
      const place = [Math.floor(one.width * x), Math.floor(one.height * y)] as const
      const there = colourAt(other, ...place)
      return colourAt(one, ...place).map((value, channel) =>
        Math.abs(value - (there[channel] ?? 0))
      )
    })
  )
}
