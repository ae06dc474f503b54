import type { GradedBallots } from '../score_ballots.js'
import type { BallotCounts } from '../transcript.js'

/** What a vote declares about papers without all grades. */
export interface GradingRules {
  /** A candidate left without a grade: the worst one, or the whole paper is invalid. */
  missing: 'worst' | 'invalid'
  /** A paper without any grade: counted apart as blank, or as the worst grade for everybody. */
  blank: 'apart' | 'worst'
}

/** Numbers of papers, whatever became of them. */
export type GradingIrregularities = {
  /** Some grades and not all. */
  incomplete: number
  /** No grade at all, counted as the worst for everybody. */
  blankAsWorst: number
}

/** Numbers of papers that give each grade, worst first: as many in all for each candidate. */
export type Profile = readonly number[]

export interface GradeProfiles {
  counts: BallotCounts
  irregular: GradingIrregularities
  /** By candidate, in order. */
  profiles: Profile[]
}

/**
 * Adds up the grades of papers, each candidate's apart. Throws on a paper that has not one place for
 * each candidate or holds a grade that is not there, and on more papers than numbers can count.
 */
export function readGrades(ballots: GradedBallots, rules: GradingRules): GradeProfiles {
  const size = ballots.candidates.length
  const profiles = Array.from({ length: size }, () => ballots.grades.map(() => 0))
  const counts = { cast: 0, valid: 0, blank: 0, abstention: 0, invalid: 0 }
  const irregular = { incomplete: 0, blankAsWorst: 0 }
  for (const { papers, grades } of ballots.papers) {
    if (grades.length !== size) throw new Error(`A paper of ${grades.length} grades for ${size}`)
    counts.cast += papers
    const given = grades.reduce<number>((sum, grade) => sum + Number(grade !== null), 0)
    if (given === 0 && rules.blank === 'apart') {
      counts.blank += papers
      continue
    }
    if (given === 0) irregular.blankAsWorst += papers
    else if (given < size) irregular.incomplete += papers
    if (given > 0 && given < size && rules.missing === 'invalid') {
      counts.invalid += papers
      continue
    }
    counts.valid += papers
    for (const [index, profile] of profiles.entries()) {
      const grade = grades[index] ?? 0
      const before = profile[grade]
      if (before === undefined) throw new Error(`There is no grade ${grade}`)
      profile[grade] = before + papers
    }
  }
  if (!Number.isSafeInteger(counts.cast)) throw new Error('More papers than numbers can count')
  return { counts, irregular, profiles }
}
