import type { RankedBallots } from '../ranked_ballots.js'
import {
  byVotes,
  CountStages,
  type EliminationParameters,
  type EliminationTranscript,
  type StageDetails,
} from '../ranked/count_stages.js'
import { decimal } from '../ranked/decimal.js'
import { readPapers } from '../ranked/paper_reading.js'
import { PapersHeld } from '../ranked/papers_held.js'
import { preferenceTree } from '../ranked/preference_tree.js'
import { extremesOf, settle, type Settled, type TieBreak } from '../ranked/tie_break.js'

/** Grows when the same papers could give another transcript. */
export const SCOTTISH_STV_VERSION = 1

/** How many decimals a vote has; what lies beyond is dropped (rule 48). */
const PLACES = 5
const ONE = 10n ** BigInt(PLACES)

type Shown = { tieBreak?: TieBreak }

export type ScottishStvParameters = EliminationParameters

export type ScottishStvTranscript = EliminationTranscript

/**
 * Counts by the single transferable vote of the Scottish Local Government Elections Order 2007, rules
 * 45 to 52. The quota is valid papers over seats plus one, whole, plus one; whoever has it is elected
 * and receives nothing more. The largest surplus goes on first, on all its papers, at their value ×
 * surplus / votes, cut at five decimals; without a surplus the last candidate leaves. Somebody elected
 * with the quota exactly has a surplus of nothing, which makes a stage that moves nothing. Ties look
 * back stage by stage, then ask the lot. As many candidates left as seats: all are elected, nothing
 * moves any more. Without a valid paper nobody is elected.
 */
export function countScottishStv(
  ballots: RankedBallots,
  { seats, reading, lotOrder }: ScottishStvParameters
): ScottishStvTranscript {
  const read = readPapers(ballots, reading)
  const stages = new CountStages(ballots, seats, PLACES)
  const papers = new PapersHeld(stages.continuing, preferenceTree(read), PLACES)
  const quota = (BigInt(read.counts.valid) / BigInt(seats + 1) + 1n) * ONE
  const waiting = new Set<number>()
  let left: readonly number[] = []
  let lost = 0n
  let exhausted = 0n

  const close = (action: string, details: StageDetails) => {
    const held = papers.now()
    const reached = stages.continuing.filter((number) => papers.votes(number) >= quota)
    const others = stages.continuing.filter((number) => papers.votes(number) < quota)
    const rest = others.length <= stages.vacancies - reached.length ? others : []
    for (const number of reached) waiting.add(number)
    const sums = { nonTransferable: written(exhausted), lost: written(lost) }
    const withoutQuota = read.counts.valid > 0 ? stages.named(byVotes(rest, held)) : []
    const elected = read.counts.valid > 0 ? [...byVotes(reached, held), ...byVotes(rest, held)] : []
    stages.close(action, held, { ...details, ...sums, withoutQuota }, elected)
  }

  close('first_preferences', {})
  while (read.counts.valid > 0 && !stages.over) {
    const surplus = waiting.size > 0
    const { chosen, left: level, tieBreak } = surplus ? largest() : last()
    const shown = tieBreak.between.length > 1 ? { tieBreak } : {}
    if (chosen === null) {
      left = level
      close('tie', { ...shown, for: surplus ? 'surplus' : 'exclusion' })
      break
    }
    if (surplus) passSurplus(chosen, shown)
    else exclude(chosen, shown)
  }

  /** Nothing moves with a surplus of nothing: the order of such needs no lot. */
  function largest(): Settled {
    const inOrder = [...waiting].toSorted(byNumber)
    const tied = extremesOf(inOrder, papers.now(), 'most')
    const moving = tied.some((number) => papers.votes(number) > quota)
    const found = settle(tied, stages.earlier, 'most', moving ? lotOrder : null)
    const [first = null] = found.left
    if (moving || found.chosen !== null) return found
    return { ...found, chosen: first, tieBreak: { between: [], steps: [] } }
  }

  function last(): Settled {
    const tied = extremesOf(stages.continuing, papers.now(), 'least')
    return settle(tied, stages.earlier, 'least', lotOrder)
  }

  function passSurplus(from: number, shown: Shown) {
    waiting.delete(from)
    const votes = papers.votes(from)
    const surplus = votes - quota
    const details = { of: from, surplus: written(surplus), ...shown }
    if (surplus === 0n) return close('surplus', { ...details, moved: [], parcels: [] })
    const continuing = new Set(stages.continuing)
    const transfer = papers.transfer(from, (held) => (held * surplus) / votes, continuing)
    papers.keep(from, quota)
    exhausted += transfer.exhausted
    lost += surplus - transfer.total
    close('surplus', { ...details, moved: transfer.moved, parcels: transfer.parcels })
  }

  function exclude(from: number, shown: Shown) {
    stages.exclude(from)
    const transfer = papers.transfer(from, (held) => held, new Set(stages.continuing))
    exhausted += transfer.exhausted
    close('exclusion', { of: from, ...shown, moved: transfer.moved, parcels: transfer.parcels })
  }

  const how = {
    method: 'scottish-stv',
    version: SCOTTISH_STV_VERSION,
    quota: written(quota),
  } as const
  return stages.transcript(how, { seats, reading, lotOrder }, read, left)
}

const written = (units: bigint) => decimal(units, PLACES)

const byNumber = (a: number, b: number) => a - b
