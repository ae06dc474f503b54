import { byLot, type LotOrder } from '../lot_order.js'

/** What each candidate held at the end of a stage, by number. */
export type Held = ReadonlyMap<number, bigint>

/** How a tie was settled, for the transcript: who remained after each look back, or after the lot. */
export type TieBreak = {
  between: readonly number[]
  steps: readonly ({ by: 'stage'; stage: number; left: readonly number[] } | LotStep)[]
}

type LotStep = { by: 'lot'; left: readonly number[] }

export interface Settled {
  /** The one found; null when only a lot could say and none was drawn. */
  chosen: number | null
  /** Those among whom the lot had to choose; one alone when an earlier stage did. */
  left: readonly number[]
  tieBreak: TieBreak
}

/**
 * Finds who had the most, or the least, at the most recent earlier stage where the tied differ; those
 * still level go on to the stage before it, and level at all stages, to the lot: the preferred one is
 * first for the most, last for the least.
 */
export function settle(
  tied: readonly number[],
  earlier: readonly Held[],
  wanted: 'most' | 'least',
  lotOrder: LotOrder
): Settled {
  const steps: TieBreak['steps'][number][] = []
  let left = tied
  for (let stage = earlier.length; stage > 0 && left.length > 1; stage -= 1) {
    const foremost = extremesOf(left, earlier[stage - 1], wanted)
    if (foremost.length < left.length) {
      left = foremost
      steps.push({ by: 'stage', stage, left })
    }
  }
  const [alone] = left
  if (left.length === 1 && alone !== undefined)
    return settled(alone, left, { between: tied, steps })
  const order = byLot(left, lotOrder)
  const drawn = (wanted === 'most' ? order?.at(0) : order?.at(-1)) ?? null
  if (drawn !== null) steps.push({ by: 'lot', left: [drawn] })
  return settled(drawn, left, { between: tied, steps })
}

/** Those of the candidates who hold the most, or the least. */
export function extremesOf(
  candidates: readonly number[],
  held: Held | undefined,
  wanted: 'most' | 'least'
): number[] {
  let best: bigint | null = null
  let foremost: number[] = []
  for (const number of candidates) {
    const votes = held?.get(number) ?? 0n
    if (best === null || (wanted === 'most' ? votes > best : votes < best)) {
      best = votes
      foremost = [number]
    } else if (votes === best) foremost.push(number)
  }
  return foremost
}

const settled = (chosen: number | null, left: readonly number[], tieBreak: TieBreak): Settled => ({
  chosen,
  left,
  tieBreak,
})
