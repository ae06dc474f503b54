import type { Month } from '../reading/public_figures.js'

export const WIDTH = 360
export const HEIGHT = 132
const SLOT_GAP = 8
const BAR_GAP = 2

/** One bar of the drawing, in its own units; `height` is zero for nothing. */
interface Bar {
  x: number
  y: number
  width: number
  height: number
}

export interface DrawnMonths {
  bars: Array<{ month: string; x: number; income: Bar; cost: Bar }>
  /** The amount at the top of the drawing, in cents. */
  topCents: number
}

/** Bars of income and of costs side by side, month after month, on a scale that ends on a round amount. */
export function drawMonths(months: readonly Month[]): DrawnMonths {
  const most = Math.max(
    0,
    ...months.flatMap(({ incomeCents, costCents }) => [incomeCents, costCents])
  )
  const topCents = roundUp(most)
  const slot = WIDTH / Math.max(1, months.length)
  const width = (slot - SLOT_GAP - BAR_GAP) / 2
  const bar = (x: number, cents: number): Bar => {
    const height = topCents === 0 ? 0 : round((Math.max(0, cents) / topCents) * HEIGHT)
    return { x: round(x), y: round(HEIGHT - height), width: round(width), height }
  }
  return {
    topCents,
    bars: months.map(({ month, incomeCents, costCents }, index) => {
      const x = index * slot + SLOT_GAP / 2
      const cost = bar(x + width + BAR_GAP, costCents)
      return { month, x: round(x + width + BAR_GAP / 2), income: bar(x, incomeCents), cost }
    }),
  }
}

const round = (value: number) => Math.round(value * 100) / 100

/** The next of 1, 2, 5, 10, 20, 50… euros. */
function roundUp(cents: number): number {
  if (cents <= 0) return 0
  const power = 10 ** Math.floor(Math.log10(cents))
  const step = [1, 2, 2.5, 5, 10].find((one) => one * power >= cents) ?? 10
  return Math.max(100, step * power)
}
