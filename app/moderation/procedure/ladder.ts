import type { RuleValues } from '#rulebook/declarations'

/** A measure as somebody would take it; a pause says how many days it lasts. */
export interface Measure {
  act: RuleValues['moderation.ladder'][number]['act']
  days: number | null
}

/** The rules that a measure is held against. */
export interface MeasureRules {
  ladder: RuleValues['moderation.ladder']
  /** `moderation.second_pair_of_eyes_from`, in days. */
  secondPairOfEyesFrom: number
}

/** The level of a measure, its place on the ladder from 0; null when the network has no such measure. */
export function levelOf({ act, days }: Measure, { ladder }: MeasureRules): number | null {
  if ((act === 'pause') !== (days !== null)) return null
  const level = ladder.findIndex(
    (step) =>
      step.act === act &&
      (days === null || ((step.from_days ?? 0) <= days && days <= (step.to_days ?? 0)))
  )
  return level === -1 ? null : level
}

/** How many mandates a measure takes: two for a longer pause and for proposing an exclusion. */
export function signaturesNeeded({ act, days }: Measure, rules: MeasureRules): 1 | 2 {
  if (act === 'propose_exclusion') return 2
  return act === 'pause' && (days ?? 0) > rules.secondPairOfEyesFrom ? 2 : 1
}

/** Where the second signature comes from: whoever is left, in the order of the procedure. */
export type SecondSigner = 'moderator' | 'board' | 'drawn' | 'nobody'

/** Who could sign beside the decider; each list holds those free of conflict. */
export interface Signers {
  deciderId: number
  moderators: readonly number[]
  board: readonly number[]
  /** Members who volunteered to be drawn. */
  volunteers: readonly number[]
}

/**
 * Who gives the second signature: another moderator; without one a mandate of the board; without one a
 * member drawn from those who volunteered. Nobody twice.
 */
export function secondSignerOf({ deciderId, moderators, board, volunteers }: Signers): {
  from: SecondSigner
  people: readonly number[]
} {
  const others = (people: readonly number[]) => people.filter((one) => one !== deciderId)
  for (const [from, people] of [
    ['moderator', others(moderators)],
    ['board', others(board)],
    ['drawn', others(volunteers)],
  ] as const) {
    if (people.length > 0) return { from, people }
  }
  return { from: 'nobody', people: [] }
}

/** How many jurors an appeal draws in a network of so many members. */
export function juryOf(rule: RuleValues['moderation.jury_size'], members: number): number {
  return members < rule.small_below_members ? rule.jurors_when_small : rule.jurors
}
