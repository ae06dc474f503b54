import type { MajorityJudgmentTranscript } from '../methods/majority_judgment/majority_judgment.js'
import { outOfHundred } from './rounded.js'

/** Papers that give one grade; lengths are out of a hundred. */
export interface MeritPart {
  /** Place of the grade from the best, and its step from 0 (best) to 6 (worst). */
  grade: number
  step: number
  papers: number
  x: number
  width: number
  /** The majority grade: the middle of the bar falls in it. */
  middle: boolean
}

export interface MeritBar {
  number: number
  name: string
  /** From 1; those level share it. */
  place: number
  winner: boolean
  parts: readonly MeritPart[]
  /** The majority grade from the best, its sign, and how many hundredths say better and worse. */
  gauge: { grade: number; sign: '+' | '-'; better: string; worse: string } | null
}

export interface MeritDrawing {
  /** Best first. */
  grades: readonly { name: string; step: number }[]
  bars: readonly MeritBar[]
}

const STEPS = 6

/** Grades of each candidate as one bar, best first, around the line in the middle where half the papers are. */
export function drawMerit(transcript: MajorityJudgmentTranscript): MeritDrawing {
  const { grades, profiles, ranking, winners, ballots } = transcript
  const last = grades.length - 1
  const stepOf = (fromBest: number) => (last > 0 ? Math.round((fromBest * STEPS) / last) : 0)
  const bars = ranking.flatMap((level, index) =>
    level.map(({ number, name }) => {
      const graded = profiles.find((profile) => profile.number === number)
      const gauge = graded?.gauge ?? null
      let before = 0
      const parts = (graded?.profile ?? []).toReversed().map((papers, grade) => {
        const x = outOfHundred(before, ballots.valid)
        before += papers
        return {
          ...{ grade, step: stepOf(grade), papers, x },
          width: outOfHundred(papers, ballots.valid),
          middle: gauge !== null && grade === last - gauge.grade,
        }
      })
      return {
        ...{ number, name },
        place: 1 + ranking.slice(0, index).reduce((sum, { length }) => sum + length, 0),
        winner: winners.some((winner) => winner.number === number),
        parts: parts.filter(({ papers }) => papers > 0),
        gauge: gauge && {
          grade: last - gauge.grade,
          sign: gauge.sign,
          better: gauge.p,
          worse: gauge.q,
        },
      }
    })
  )
  return {
    grades: grades.toReversed().map((name, grade) => ({ name, step: stepOf(grade) })),
    bars,
  }
}
