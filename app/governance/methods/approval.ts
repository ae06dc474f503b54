import { fillSeats, placesBy, type SeatStage } from './fill_seats.js'
import type { LotOrder } from './lot_order.js'
import { percentage } from './percentage.js'
import type { ApprovalBallots } from './score_ballots.js'
import type { BallotCounts, Named, Stage, TranscriptWith } from './transcript.js'

/** Grows when the same papers could give another transcript. */
export const APPROVAL_VERSION = 1

export interface ApprovalParameters {
  seats: number
  /** `more-than-half`: approvals × 2 above the number of valid papers, or no seat. */
  floor: 'none' | 'more-than-half'
  lotOrder: LotOrder
}

/** Numbers of papers, whatever became of them. */
export type ApprovalIrregularities = {
  /** Somebody ticked twice: one approval. */
  repeated: number
  /** A number that nobody has: read past. */
  unknown: number
}

/** What a candidate received; the share of valid papers in hundredths, as a decimal. */
export type ApprovedCandidate = Named & { approvals: number; share: string | null }

export type ApprovalStage =
  | (Stage & { action: 'approvals' })
  /** Those who have not the floor. */
  | (Stage & { action: 'floor'; papers: number })
  | SeatStage

export type ApprovalTranscript = TranscriptWith<{
  stages: readonly ApprovalStage[]
  irregular: ApprovalIrregularities
  /** In the order of the paper. */
  approvals: readonly ApprovedCandidate[]
  ranking: readonly (readonly Named[])[]
}>

/**
 * Counts approvals: each paper is a set of candidates, the most approved have the seats, and a lot
 * decides between equals where the last seat falls. A paper with nothing ticked is blank; one that
 * ticks only numbers that nobody has is invalid. Without a valid paper nobody is elected.
 */
export function countApproval(
  ballots: ApprovalBallots,
  { seats, floor, lotOrder }: ApprovalParameters
): ApprovalTranscript {
  const { candidates } = ballots
  const { counts, irregular, approvals } = readApprovals(ballots)
  const received = ({ number }: Named) => approvals[number] ?? 0
  const places = placesBy(candidates, (a, b) => received(b) - received(a))
  const enough = (named: Named) => floor === 'none' || isAbove(received(named), counts.valid)
  const totals = candidates.map((named) => [named.number, String(received(named))])
  const stages: ApprovalStage[] = [
    {
      ...{ n: 1, action: 'approvals', totals: Object.fromEntries(totals) },
      ...{ elected: [], excluded: [] },
    },
  ]
  const excluded = candidates.filter((named) => !enough(named))
  if (floor !== 'none') {
    stages.push({ n: 2, action: 'floor', papers: counts.valid, elected: [], excluded })
  }
  const eligible = places.map((place) => place.filter(enough)).filter((place) => place.length > 0)
  const last = fillSeats(eligible, { seats, lotOrder }, counts.valid, stages.length + 1)
  return {
    ...{ method: 'approval', version: APPROVAL_VERSION },
    parameters: { seats, floor, lotOrder, repeated: 'once', unknown: 'skip' },
    ...{ candidates, seats, ballots: counts, irregular },
    approvals: candidates.map((named) => ({
      ...named,
      approvals: received(named),
      share: counts.valid > 0 ? percentage(received(named), counts.valid) : null,
    })),
    ...{ ranking: places, stages: [...stages, ...last.stages] },
    ...{ winners: last.winners, tied: last.tied },
  }
}

/** More than half, without the doubling that would leave the numbers that are counted exactly. */
const isAbove = (approvals: number, valid: number) => approvals > valid - approvals

function readApprovals({ candidates, papers }: ApprovalBallots) {
  const counts: BallotCounts = { cast: 0, valid: 0, blank: 0, abstention: 0, invalid: 0 }
  const irregular = { repeated: 0, unknown: 0 }
  const approvals = [0, ...candidates.map(() => 0)]
  for (const identical of papers) {
    const ticked = new Set(identical.approved)
    const known = [...ticked].filter((number) => number > 0 && number in approvals)
    counts.cast += identical.papers
    if (ticked.size < identical.approved.length) irregular.repeated += identical.papers
    if (known.length < ticked.size) irregular.unknown += identical.papers
    if (known.length > 0) counts.valid += identical.papers
    else counts[ticked.size === 0 ? 'blank' : 'invalid'] += identical.papers
    for (const number of known) approvals[number] = (approvals[number] ?? 0) + identical.papers
  }
  if (!Number.isSafeInteger(counts.cast)) throw new Error('More papers than numbers can count')
  return { counts, irregular, approvals }
}
