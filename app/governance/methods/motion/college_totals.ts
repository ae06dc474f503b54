import { dividedBy, fraction, plus, times, written, type Fraction } from '../fraction.js'
import { answersOf, type Answers, type MotionBallots } from './motion_ballots.js'
import { weightOf, type Colleges } from './motion_parameters.js'

/** A college's heads and what they weigh. */
export type CollegeTotals = {
  name: string
  weight: string
  answers: Answers
  /** Votes for over votes for and against, or 0 and 1 where the winner takes the college; null without a vote. */
  share: string | null
  /** What it adds to the total. */
  adds: string
}

const NONE = fraction(0)

/** The weighted total of all colleges, and each of them; nothing where there are none. */
export function collegeTotals(
  ballots: MotionBallots,
  colleges: Colleges | null
): { list: CollegeTotals[]; total: Fraction } {
  if (!colleges) return { list: [], total: NONE }
  const names = new Set(colleges.list.map(({ name }) => name))
  const stray = ballots.papers.find(({ college }) => college === null || !names.has(college))
  if (stray) throw new Error('A ballot is of a college that the vote has not')

  const heads = colleges.list.map((college) => {
    const answers = answersOf(ballots, college.name)
    const weight = weightOf(college) ?? NONE
    return { name: college.name, weight, answers, share: shareOf(answers, colleges.rule) }
  })
  const voting = heads.filter(({ share }) => share !== null)
  const whole =
    colleges.empty === 'renormalise' && voting.length > 0
      ? voting.map(({ weight }) => weight).reduce(plus)
      : fraction(1)
  const list = heads.map(({ share, weight, ...college }) => {
    const adds = share ? dividedBy(times(weight, share), whole) : NONE
    return { ...college, weight, share, adds }
  })
  return {
    total: list.map(({ adds }) => adds).reduce(plus, NONE),
    list: list.map(({ share, weight, adds, ...college }) => ({
      ...college,
      weight: written(weight),
      share: share && written(share),
      adds: written(adds),
    })),
  }
}

/** As many for as against win nothing where the winner takes the college. */
function shareOf(answers: Answers, rule: Colleges['rule']): Fraction | null {
  const votes = answers.for + answers.against
  if (votes === 0) return null
  return rule === 'share'
    ? fraction(answers.for, votes)
    : fraction(answers.for > answers.against ? 1 : 0)
}

/**
 * The colleges as pages may show them: those with fewer voters than the rule's minimum group are put
 * together, with larger ones until they reach it, so that nobody's vote is read off a small group, nor
 * worked out from the whole.
 */
export function foldedColleges(
  list: readonly CollegeTotals[],
  minimum: number
): { shown: CollegeTotals[]; folded: { names: string[]; answers: Answers } | null } {
  const votersOf = ({ answers }: CollegeTotals) =>
    Object.values(answers).reduce((sum, count) => sum + count, 0)
  const bySize = list.toSorted((one, other) => votersOf(one) - votersOf(other))
  const small = bySize.filter((college) => votersOf(college) < minimum)
  // One small college alone would be the difference to the whole: the next joins it.
  const grouped = [...small]
  let together = grouped.reduce((sum, college) => sum + votersOf(college), 0)
  for (const next of bySize.slice(small.length)) {
    if (grouped.length === 0 || (together >= minimum && grouped.length > 1)) break
    grouped.push(next)
    together += votersOf(next)
  }
  if (grouped.length === 0) return { shown: [...list], folded: null }
  const answers = { for: 0, against: 0, abstention: 0, blank: 0, block: 0, invalid: 0 }
  for (const college of grouped) {
    for (const answer of Object.keys(answers) as (keyof Answers)[]) {
      answers[answer] += college.answers[answer]
    }
  }
  return {
    shown: list.filter((college) => !grouped.includes(college)),
    folded: { names: grouped.map(({ name }) => name), answers },
  }
}
