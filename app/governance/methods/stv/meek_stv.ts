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
import { preferenceTree } from '../ranked/preference_tree.js'
import { extremesOf, settle } from '../ranked/tie_break.js'
import { divide, isSettled, keepingAll, lower, MEEK_PLACES, surplusOf } from './meek_votes.js'

/** Grows when the same papers could give another transcript. */
export const MEEK_STV_VERSION = 1

export type MeekStvParameters = EliminationParameters

export type MeekStvTranscript = EliminationTranscript

/**
 * Counts by Meek's rule as the Proportional Representation Foundation wrote it down for reference: nine
 * decimals, surpluses under 0.000001 are gone, the quota falls with the votes that nobody can have.
 * Who is last is tied with all who hold no more than that and the surplus together; only the lot
 * settles it. A stage is written for the first preferences, for each exclusion (the votes shared out
 * anew), and whenever surpluses were passed on until somebody was elected or nothing moved any more.
 * As many candidates left as seats: all are elected. Without a valid paper nobody is elected.
 */
export function countMeekStv(
  ballots: RankedBallots,
  { seats, reading, lotOrder }: MeekStvParameters
): MeekStvTranscript {
  const read = readPapers(ballots, reading)
  const first = preferenceTree(read)
  const stages = new CountStages(ballots, seats, MEEK_PLACES)
  const keep = keepingAll(stages.continuing)
  const shareOut = () => divide(first, keep, { seats, papers: read.counts.valid })

  let division = shareOut()
  let left: readonly number[] = []

  const close = (action: string, details: StageDetails) => {
    const { votes, quota, nonTransferable } = division
    const surplus = surplusOf(division, [...stages.elected, ...reached()])
    const others = stages.continuing.filter((number) => !reached().includes(number))
    const rest = others.length <= stages.vacancies - reached().length ? others : []
    const factors = stages.elected.map((number) => [number, written(keep.get(number) ?? 0n)])
    const elected = read.counts.valid > 0 ? [reached(), rest] : []
    stages.close(
      action,
      new Map(votes),
      {
        ...details,
        ...{ quota: written(quota), surplus: written(surplus) },
        nonTransferable: written(nonTransferable),
        keepFactors: Object.fromEntries(factors),
        withoutQuota: stages.named(byVotes(elected[1] ?? [], votes)),
      },
      elected.flatMap((numbers) => byVotes(numbers, votes))
    )
  }
  const surplus = () => surplusOf(division, stages.elected)
  const reached = () =>
    stages.continuing.filter((number) => (division.votes.get(number) ?? 0n) >= division.quota)

  close('first_preferences', {})
  while (read.counts.valid > 0 && !stages.over) {
    passSurpluses()
    if (stages.over) break
    const votes = division.votes
    const [lowest = 0n] = extremesOf(stages.continuing, votes, 'least').map((n) => votes.get(n))
    const tied = stages.continuing.filter((n) => (votes.get(n) ?? 0n) <= lowest + surplus())
    const { chosen, left: level, tieBreak } = settle(tied, [], 'least', lotOrder)
    const shown = tied.length > 1 ? { tieBreak } : {}
    if (chosen === null) {
      left = level
      close('tie', { ...shown, for: 'exclusion' })
      break
    }
    stages.exclude(chosen)
    keep.set(chosen, 0n)
    division = shareOut()
    close('exclusion', { of: chosen, ...shown })
  }

  /** Passes surpluses on until they are gone or no longer shrink; each election begins again. */
  function passSurpluses() {
    let before: bigint | null = null
    let turns = 0
    division = shareOut()
    while (!stages.over && !isSettled(surplus(), before)) {
      before = surplus()
      lower(keep, stages.elected, division)
      division = shareOut()
      turns += 1
      if (reached().length === 0) continue
      close('surplus', { turns })
      division = shareOut()
      before = null
      turns = 0
    }
    if (turns > 0) close('surplus', { turns })
  }

  const how = {
    method: 'meek-stv',
    version: MEEK_STV_VERSION,
    quota: written(division.quota),
  } as const
  return stages.transcript(how, { seats, reading, lotOrder }, read, left)
}

const written = (units: bigint) => decimal(units, MEEK_PLACES)
