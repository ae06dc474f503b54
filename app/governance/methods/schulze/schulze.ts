import type { Candidate } from '../candidate.js'
import { fillSeats, namedAmong, type SeatStage } from '../fill_seats.js'
import type { LotOrder } from '../lot_order.js'
import type { RankedBallots } from '../ranked_ballots.js'
import type { Named, Stage, TranscriptWith } from '../transcript.js'
import { type ComparedIrregularities, comparePapers, type Unranked } from './compared_papers.js'
import { strongestPaths, entryOf } from './strongest_paths.js'

/** Grows when the same papers could give another transcript. */
export const SCHULZE_VERSION = 1

export interface SchulzeParameters {
  /** One as a rule; with more, the first ones of the ranking. */
  seats: number
  unranked: Unranked
  /** The number of the option that changes nothing; null when there is none on the paper. */
  statusQuo: number | null
  lotOrder: LotOrder
}

export type SchulzeStage =
  /** The one who wins all duels, when there is one. */
  | (Stage & { action: 'duels'; condorcetWinner: Named | null })
  /** An option that no majority prefers to the status quo leaves. */
  | (Stage & { action: 'dropped'; option: Named; for: number; against: number })
  /** Those that nobody beats by a stronger path. */
  | (Stage & { action: 'paths'; undefeated: readonly Named[] })
  | SeatStage

export type SchulzeTranscript = TranscriptWith<{
  stages: readonly SchulzeStage[]
  irregular: ComparedIrregularities
  /** Papers that rank the row's candidate above the column's, by number − 1. */
  pairwise: number[][]
  /** Strengths of the strongest paths between those still compared; 0 for all others. */
  strength: number[][]
  /** One strongest path for each ordered pair, both ends included; empty where there is none. */
  paths: number[][][]
  ranking: readonly (readonly Named[])[]
  dropped: readonly Named[]
}>

/**
 * Counts by Schulze's method with winning votes. Somebody beats another when the strongest path there
 * is stronger than the strongest path back; places of the ranking are those whom nobody left beats,
 * taken away one place after the other. With a status quo, options that more papers do not prefer to
 * it than the other way round are dropped first, as Debian's constitution does (A.6), and it wins when
 * none is left. Without a valid paper nobody is elected. Throws on a status quo that does not stand.
 */
export function countSchulze(
  ballots: RankedBallots,
  { seats, unranked, statusQuo, lotOrder }: SchulzeParameters
): SchulzeTranscript {
  const { counts, irregular, pairwise } = comparePapers(ballots, unranked)
  const withdrawn = ballots.withdrawn.toSorted((a, b) => a - b)
  const standing = ballots.candidates.filter(({ number }) => !withdrawn.includes(number))
  const beaten = againstStatusQuo(standing, statusQuo, pairwise)
  const dropped = beaten.map(({ option }) => option)
  const compared = standing.filter((candidate) => !dropped.includes(candidate))
  const numbers = compared.map(({ number }) => number)
  const { strength, path } = strongestPaths(pairwise, numbers)
  const ranking = placesOf(numbers, strength).map((place) =>
    place.map((number) => namedAmong(ballots.candidates, number))
  )

  const calm = { elected: [], excluded: [] }
  const stages: SchulzeStage[] = [
    { ...calm, n: 1, action: 'duels', condorcetWinner: condorcetWinner(standing, pairwise) },
    ...beaten.map((lost, index) => ({
      ...{ n: index + 2, action: 'dropped' as const },
      ...{ elected: [], excluded: [lost.option] },
      ...lost,
    })),
  ]
  stages.push({ ...calm, n: stages.length + 1, action: 'paths', undefeated: ranking[0] ?? [] })
  const electable = withoutStatusQuo(ranking, statusQuo)
  const {
    stages: last,
    winners,
    tied,
  } = fillSeats(electable, { seats, lotOrder }, counts.valid, stages.length + 1)

  return {
    ...{ method: 'schulze', version: SCHULZE_VERSION },
    parameters: {
      ...{ seats, unranked, statusQuo, lotOrder, withdrawn },
      ...{ strength: 'winning-votes', repeated: 'first', emptyRank: 'skip', unknown: 'skip' },
    },
    ...{ candidates: ballots.candidates, seats, ballots: counts, irregular, pairwise },
    ...{ strength, paths: path, ranking, dropped, stages: [...stages, ...last], winners, tied },
  }
}

/** The options that do not beat the status quo, in the order of the paper, with both sides' papers. */
function againstStatusQuo(
  standing: readonly Candidate[],
  statusQuo: number | null,
  pairwise: readonly (readonly number[])[]
) {
  if (statusQuo === null) return []
  if (!standing.some(({ number }) => number === statusQuo)) {
    throw new Error(`The status quo, ${statusQuo}, does not stand`)
  }
  return standing
    .filter(({ number }) => number !== statusQuo)
    .map((option) => ({
      option,
      for: entryOf(pairwise, option.number, statusQuo),
      against: entryOf(pairwise, statusQuo, option.number),
    }))
    .filter((votes) => votes.for <= votes.against)
}

/** Places: those whom nobody left beats, then the same among the others. */
function placesOf(
  numbers: readonly number[],
  strength: readonly (readonly number[])[]
): number[][] {
  const beats = (one: number, other: number) =>
    entryOf(strength, one, other) > entryOf(strength, other, one)
  const places: number[][] = []
  let left = numbers
  while (left.length > 0) {
    const place = left.filter((number) => !left.some((other) => beats(other, number)))
    if (place.length === 0) throw new Error('Ways that beat each other in a circle')
    places.push(place)
    left = left.filter((number) => !place.includes(number))
  }
  return places
}

/** The status quo takes no seat beside options that beat it. */
function withoutStatusQuo(ranking: readonly (readonly Named[])[], statusQuo: number | null) {
  const options = ranking
    .map((place) => place.filter(({ number }) => number !== statusQuo))
    .filter((place) => place.length > 0)
  return options.length > 0 ? options : ranking
}

function condorcetWinner(
  standing: readonly Candidate[],
  pairwise: readonly (readonly number[])[]
): Named | null {
  const winsAll = ({ number }: Candidate) =>
    standing.every(
      (other) =>
        other.number === number ||
        entryOf(pairwise, number, other.number) > entryOf(pairwise, other.number, number)
    )
  return (standing.length > 1 && standing.find(winsAll)) || null
}
