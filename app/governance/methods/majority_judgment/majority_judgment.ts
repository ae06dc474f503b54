import { fillSeats, placesBy, type SeatStage } from '../fill_seats.js'
import type { LotOrder } from '../lot_order.js'
import { percentage } from '../percentage.js'
import type { GradedBallots } from '../score_ballots.js'
import type { Named, Stage, TranscriptWith } from '../transcript.js'
import { type GradingIrregularities, type GradingRules, readGrades } from './grade_profiles.js'
import { byGauge, type Gauge, gaugeOf } from './majority_gauge.js'
import { byMajorityValue, partingOf } from './majority_value.js'

/** Grows when the same papers could give another transcript. */
export const MAJORITY_JUDGMENT_VERSION = 1

export interface MajorityJudgmentParameters extends GradingRules {
  /** One as a rule; with more, the first ones of the ranking. */
  seats: number
  lotOrder: LotOrder
}

/** What a candidate received. */
export type GradedCandidate = Named & {
  /** Papers for each grade, worst first. */
  profile: readonly number[]
  /** Null without a valid paper; p and q also in hundredths of the valid papers, as decimals. */
  gauge: (Gauge & { p: string; q: string }) | null
}

export type MajorityJudgmentStage =
  | (Stage & { action: 'profiles' })
  /** Two neighbours of one majority grade, and where their majority values part. */
  | (Stage & {
      action: 'comparison'
      ahead: readonly Named[]
      behind: readonly Named[]
      /** The majority grade that both have, by place from the worst. */
      grade: number
      /** How many median grades are taken away from each before the medians differ. */
      removed: number
      aheadGrade: number
      behindGrade: number
    })
  | SeatStage

export type MajorityJudgmentTranscript = TranscriptWith<{
  stages: readonly MajorityJudgmentStage[]
  irregular: GradingIrregularities
  /** Worst first. */
  grades: readonly string[]
  /** In the order of the paper. */
  profiles: readonly GradedCandidate[]
  ranking: readonly (readonly Named[])[]
  /** What the gauge alone says, which may leave level what the majority value decides. */
  gaugeRanking: readonly (readonly Named[])[]
}>

/**
 * Counts by majority judgment (Balinski and Laraki, 2010). The majority value ranks: medians, the
 * lower one of two, compared and taken away until they differ; only the same profiles stand level, and
 * a lot decides between them where a seat hangs on it. The gauge explains. Without a valid paper all
 * stand level and nobody is elected.
 */
export function countMajorityJudgment(
  ballots: GradedBallots,
  { seats, missing, blank, lotOrder }: MajorityJudgmentParameters
): MajorityJudgmentTranscript {
  const { candidates, grades } = ballots
  const { counts, irregular, profiles } = readGrades(ballots, { missing, blank })
  const graded = candidates.map((named, index) => {
    const profile = profiles[index] ?? []
    return { named, profile, gauge: counts.valid > 0 ? gaugeOf(profile) : null }
  })
  const places = placesBy(graded, (a, b) => byMajorityValue(a.profile, b.profile))
  const byGauges = placesBy(graded, (a, b) => (a.gauge && b.gauge ? byGauge(a.gauge, b.gauge) : 0))
  const ranking = places.map(namesOf)
  const stages: MajorityJudgmentStage[] = [
    { n: 1, action: 'profiles', elected: [], excluded: [] },
    ...comparisons(places).map((comparison, index) => ({ ...comparison, n: index + 2 })),
  ]
  const last = fillSeats(ranking, { seats, lotOrder }, counts.valid, stages.length + 1)
  return {
    ...{ method: 'majority-judgment', version: MAJORITY_JUDGMENT_VERSION },
    parameters: {
      ...{ seats, missing, blank, lotOrder, median: 'lower', rule: 'majority-value' },
    },
    ...{ candidates, seats, ballots: counts, irregular, grades },
    profiles: graded.map(({ named, profile, gauge }) => ({
      ...{ ...named, profile },
      gauge: gauge && {
        ...gauge,
        p: percentage(gauge.above, counts.valid),
        q: percentage(gauge.below, counts.valid),
      },
    })),
    ...{ ranking, gaugeRanking: byGauges.map(namesOf) },
    ...{ stages: [...stages, ...last.stages], winners: last.winners, tied: last.tied },
  }
}

interface Graded {
  named: Named
  profile: readonly number[]
  gauge: Gauge | null
}

const namesOf = (place: readonly Graded[]): Named[] => place.map(({ named }) => named)

/** Each place against the one below it, where both have the same majority grade. */
function comparisons(places: readonly (readonly Graded[])[]) {
  return places.slice(1).flatMap((behind, index) => {
    const ahead = places[index] ?? []
    const [one, other] = [ahead[0], behind[0]]
    const parting = one && other ? partingOf(one.profile, other.profile) : null
    if (!parting || !one?.gauge || parting.removed === 0) return []
    const [aheadGrade, behindGrade] = parting.grades
    const names = { ahead: namesOf(ahead), behind: namesOf(behind) }
    const found = { grade: one.gauge.grade, removed: parting.removed, aheadGrade, behindGrade }
    return [{ action: 'comparison' as const, elected: [], excluded: [], ...names, ...found }]
  })
}
