import vine from '@vinejs/vine'
import type { Infer } from '@vinejs/vine/types'
import { declare, percent, whole, yesOrNo } from '../rule.js'

const threshold = vine.object({
  /** What the fraction is taken of: votes for and against, all ballots cast, or the whole roll. */
  base: vine.enum(['exprimes', 'votants', 'membres']),
  operator: vine.enum(['more_than', 'at_least']),
  numerator: whole(1, 100),
  denominator: whole(1, 100),
})

function unfairThreshold({ operator, numerator, denominator }: Infer<typeof threshold>) {
  if (2 * numerator < denominator) return 'minority_decides'
  if (2 * numerator === denominator && operator === 'at_least') return 'minority_decides'
  const beyond = operator === 'more_than' ? numerator >= denominator : numerator > denominator
  return beyond ? 'unreachable' : null
}

const college = vine.object({
  name: vine.string().trim().minLength(1).maxLength(60),
  percent: whole(10, 50),
})

/** Loi 47-1775 du 10 septembre 1947, art. 19 octies: three to ten, each from a tenth to a half. */
function unfairColleges(colleges: Infer<typeof college>[]): string | null {
  if (colleges.length === 0) return null
  if (colleges.length < 3) return 'colleges_count'
  if (new Set(colleges.map(({ name }) => name)).size < colleges.length) return 'colleges_twice'
  return colleges.reduce((sum, { percent: part }) => sum + part, 0) === 100 ? null : 'colleges_sum'
}

/** Who votes, with what notice, and what it takes to decide. */
export const voteRules = [
  declare('votes.minimum_membership_days', {
    schema: whole(0, 730),
    unit: 'days',
    founding: 30,
    majority: 'extraordinary',
  }),
  declare('votes.notice_days', {
    schema: vine.object({ ordinary: whole(1, 90), extraordinary: whole(1, 90) }),
    unit: 'sentence',
    founding: { ordinary: 15, extraordinary: 15 },
    majority: 'extraordinary',
  }),
  declare('votes.open_days', {
    schema: whole(1, 60),
    unit: 'days',
    founding: 7,
    majority: 'extraordinary',
  }),
  // Ordinary: max(percent of the roll, min(people, half of the roll)); extraordinary: max(its
  // percent, the ordinary one); second call: its percent, 0 for none. Every share is rounded up.
  declare('votes.quorum', {
    schema: vine.object({
      ordinary: vine.object({ percent: percent(), people: whole(0, 1000) }),
      extraordinary: vine.object({ percent: percent() }),
      second_call: vine.object({ percent: percent() }),
    }),
    unit: 'sentence',
    founding: {
      ordinary: { percent: 20, people: 5 },
      extraordinary: { percent: 33 },
      second_call: { percent: 0 },
    },
    majority: 'extraordinary',
  }),
  declare('votes.threshold', {
    schema: vine.object({ ordinary: threshold.clone(), extraordinary: threshold.clone() }),
    unit: 'sentence',
    founding: {
      ordinary: { base: 'exprimes', operator: 'more_than', numerator: 1, denominator: 2 },
      extraordinary: { base: 'exprimes', operator: 'at_least', numerator: 2, denominator: 3 },
    },
    majority: 'extraordinary',
    contradiction: ({ ordinary, extraordinary }) =>
      unfairThreshold(ordinary) ?? unfairThreshold(extraordinary),
  }),
  declare('votes.proxies_per_holder', {
    schema: whole(0, 10),
    unit: 'proxies',
    founding: 2,
    majority: 'extraordinary',
  }),
  // The smaller of the two counts.
  declare('votes.seconders_needed', {
    schema: vine.object({ people: whole(0, 1000), percent: percent() }),
    unit: 'sentence',
    founding: { people: 3, percent: 10 },
    majority: 'ordinary',
  }),
  // Open votes for or against weigh them; none: every voice weighs the same.
  declare('votes.colleges', {
    schema: vine.array(college).maxLength(10),
    unit: 'sentence',
    founding: [],
    majority: 'extraordinary',
    contradiction: unfairColleges,
  }),
  declare('votes.minimum_group_to_publish', {
    schema: whole(2, 50),
    unit: 'people',
    founding: 5,
    majority: 'extraordinary',
  }),
  declare('votes.tellers_cosign', {
    schema: yesOrNo(),
    unit: 'switch',
    founding: false,
    majority: 'extraordinary',
  }),
] as const
