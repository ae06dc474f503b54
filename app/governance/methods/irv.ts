import type { LotOrder } from './lot_order.js'
import type { RankedBallots } from './ranked_ballots.js'
import {
  byVotes,
  CountStages,
  type EliminationTranscript,
  type StageDetails,
} from './ranked/count_stages.js'
import { readPapers, type ReadingRules } from './ranked/paper_reading.js'
import { PapersHeld } from './ranked/papers_held.js'
import { preferenceTree } from './ranked/preference_tree.js'
import { extremesOf, settle } from './ranked/tie_break.js'

/** Grows when the same papers could give another transcript. */
export const IRV_VERSION = 1

export interface IrvParameters {
  /** An overvote that is skipped or not has changed totals in real elections: it is never understood. */
  reading: ReadingRules
  /** More than half of the votes that still continue, not of all valid papers. */
  stop: 'majority_of_continuing'
  lotOrder: LotOrder
}

export type IrvTranscript = EliminationTranscript

/**
 * Instant runoff, for one seat: each paper counts for its highest choice still in the count; the
 * candidate with the fewest leaves, until one has more than half of the votes that continue. A tie for
 * the fewest looks back stage by stage, then asks the lot; so does a tie between the last two. Without a
 * valid paper nobody is elected.
 */
export function countIrv(
  ballots: RankedBallots,
  { reading, stop, lotOrder }: IrvParameters
): IrvTranscript {
  const read = readPapers(ballots, reading)
  const stages = new CountStages(ballots, 1, 0)
  const papers = new PapersHeld(stages.continuing, preferenceTree(read), 0)
  let left: readonly number[] = []
  let exhausted = 0n

  const close = (action: string, details: StageDetails) => {
    const held = papers.now()
    const continuing = stages.continuing.reduce((sum, number) => sum + papers.votes(number), 0n)
    const [best] = byVotes(stages.continuing, held)
    // With a valid paper the first one always holds votes: a sole candidate has more than half.
    const decided = best !== undefined && papers.votes(best) * 2n > continuing
    const sums = { continuing: String(continuing), nonTransferable: String(exhausted) }
    stages.close(action, held, { ...details, ...sums }, decided ? [best] : [])
  }

  close('first_preferences', {})
  while (read.counts.valid > 0 && !stages.over) {
    const tied = extremesOf(stages.continuing, papers.now(), 'least')
    const { chosen, left: level, tieBreak } = settle(tied, stages.earlier, 'least', lotOrder)
    const shown = tied.length > 1 ? { tieBreak } : {}
    if (chosen === null) {
      left = level
      close('tie', { ...shown, for: 'exclusion' })
      break
    }
    stages.exclude(chosen)
    const transfer = papers.transfer(chosen, (held) => held, new Set(stages.continuing))
    exhausted += transfer.exhausted
    close('exclusion', { of: chosen, ...shown, moved: transfer.moved })
  }

  const how = { method: 'irv', version: IRV_VERSION } as const
  return stages.transcript(how, { reading, stop, lotOrder }, read, left)
}
