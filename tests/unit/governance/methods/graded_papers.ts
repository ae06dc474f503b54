import fc from 'fast-check'
import { candidatesOf } from '#governance/methods/candidate'
import type { GradedBallots } from '#governance/methods/score_ballots'
import { CAST } from './ranked_papers.js'

export const GRADES = ['À rejeter', 'Passable', 'Bien', 'Très bien'] as const

/** Papers for the cast: how many, then the place of each grade from the worst, or null. */
export const gradedBallots = (...papers: [number, ...(number | null)[]][]): GradedBallots => ({
  ...{ title: '', grades: GRADES },
  candidates: candidatesOf(CAST.slice(0, (papers[0]?.length ?? 1) - 1)),
  papers: papers.map(([count, ...grades]) => ({ papers: count, grades })),
})

/** Any graded papers, with few grades and few papers so that equals are frequent. */
export const anyGraded = (complete = false): fc.Arbitrary<GradedBallots> =>
  fc.integer({ min: 1, max: 5 }).chain((count) => {
    const place = fc.nat({ max: GRADES.length - 1 })
    const grade = complete ? place : fc.option(place, { freq: 6 })
    const paper = fc.record({
      papers: fc.integer({ min: 1, max: 4 }),
      grades: fc.array(grade, { minLength: count, maxLength: count }),
    })
    return fc.record({
      title: fc.constant(''),
      candidates: fc.constant(candidatesOf(CAST.slice(0, count))),
      grades: fc.constant(GRADES),
      papers: fc.array(paper, { minLength: 1, maxLength: 8 }),
    })
  })

/** The grades of a profile, one for each paper, worst first. */
export const expanded = (profile: readonly number[]): number[] =>
  profile.flatMap((papers, grade) => new Array<number>(papers).fill(grade))

/** The majority value by its definition: the lower median is taken away until nothing is left. */
export function majorityValue(profile: readonly number[]): number[] {
  const left = expanded(profile)
  const value: number[] = []
  while (left.length > 0) value.push(...left.splice(Math.ceil(left.length / 2) - 1, 1))
  return value
}
