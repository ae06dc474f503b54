import type { Electorate } from './electorate.js'
import { type ExactRun, exactRun, type Lot, provenRun, type Run } from './purchases.js'
import { Stride } from './stride.js'

/** Why no larger share is tried: none was asked for, one would cost too much, nothing is left to buy. */
export type Ending = 'no_completion' | 'over_budget' | 'all_bought'

/** Where the completion stops. */
export interface Completed {
  /** Increments added to the first share. */
  steps: number
  run: ExactRun
  /** Null where a lot is missing. */
  ending: Ending | null
  /** What purchases would come to with one more increment, when that is why it stops. */
  beyond: bigint | null
  /** Every lot that any of the runs needed, once. */
  lots: Lot[]
}

/** Money in ten-thousandths. */
interface Terms {
  budget: bigint
  increment: bigint
  completion: 'add1' | 'none'
}

/**
 * The runs of one share, then of one increment more each time, up to the last that the budget can pay
 * (add1). Runs that are proven to be the same are counted, not repeated; the number of steps and the
 * outcome are those of adding one increment at a time.
 */
export function complete(electorate: Electorate, terms: Terms): Completed {
  const { budget, increment, completion } = terms
  const totalAt = (steps: number) => budget + increment * BigInt(steps) * BigInt(electorate.voters)
  const settled = (from: number, to: number): Run | null =>
    provenRun(electorate, { from: totalAt(from), to: totalAt(to), budget }) ??
    (from === to ? exactRun(electorate, { total: totalAt(from), budget }) : null)
  const lots = new Map<string, Lot>()
  const end = (steps: number, ending: Ending | null, beyond: bigint | null = null): Completed => {
    const run = exactRun(electorate, { total: totalAt(steps), budget })
    keep(lots, run)
    return { steps, run, ending, beyond, lots: inOrder(lots) }
  }
  const wanted = electorate.wanted.filter(({ supporters }) => supporters > 0).length
  let steps = 0
  const stride = new Stride()
  for (let from = 0; ; from = steps + 1) {
    const { span } = stride
    const run = settled(from, from + span - 1)
    if (!run) {
      stride.shorten()
      continue
    }
    if (run.tied.length > 0) return end(from, null)
    keep(lots, run)
    if (run.beyond !== null) return end(steps, 'over_budget', run.beyond)
    if (completion === 'none') return end(from, 'no_completion')
    if (run.bought.length === wanted) return end(from, 'all_bought')
    steps = from + span - 1
    stride.lengthen()
  }
}

function keep(lots: Map<string, Lot>, run: Run): void {
  for (const lot of run.lots) lots.set(lot.tied.join(), lot)
}

const inOrder = (lots: Map<string, Lot>): Lot[] =>
  [...lots].sort(([a], [b]) => (a < b ? -1 : Number(a > b))).map(([, lot]) => lot)
