import type { RuleValues } from '#rulebook/declarations'
import type { Majority } from '#rulebook/rule'
import type { Quorum } from '../methods/motion/motion_parameters.js'
import type { Method } from '../methods/transcript.js'
import type { AnyCount } from '../recount/any_count.js'
import type { Choice } from '../voting/choice.js'

/** An option as it stands on the ballot paper; `payload` says what it costs, or stands for. */
export interface Option {
  number: number
  label: string
  personId: number | null
  payload: { cents?: number; statusQuo?: boolean } & Record<string, unknown>
}

/** A ballot as it is counted and published: in a secret vote nothing says whose it is. */
export interface CountedBallot {
  memberId: number | null
  college: string | null
  choice: Choice
}

/** What the call fixed of how a vote is counted. */
export interface CountingRules {
  title: string
  method: Method
  majority: Majority
  secrecy: 'open' | 'secret'
  parameters: Record<string, unknown>
  /** 64 hexadecimal digits, unknown to all until the close. */
  lotSeed: string
}

/** What a vote is counted from, and all of it: the same counting gives the same bytes anywhere. */
export interface Counting extends CountingRules {
  /** On the roll. */
  voters: number
  options: readonly Option[]
  ballots: readonly CountedBallot[]
}

/** What a count gives: how it ends, who won, and the transcript that says it all. */
export interface Counted {
  outcome: 'adopted' | 'refused' | 'no_quorum' | 'tied' | 'no_candidate'
  winners: Option[]
  count: AnyCount
}

/** The quorum that the call fixed, for a roll of so many (votes.quorum, `second_call` after a first). */
export function quorumIn(
  { majority, parameters }: Pick<CountingRules, 'majority' | 'parameters'>,
  voters: number
): Quorum {
  const {
    ordinary,
    extraordinary,
    second_call: second,
  } = parameters.quorum as RuleValues['votes.quorum']
  const secondCall = parameters.secondCall === true
  const usual =
    majority === 'extraordinary'
      ? Math.max(extraordinary.percent, ordinary.percent)
      : ordinary.percent
  return {
    numerator: secondCall ? second.percent : usual,
    denominator: 100,
    people: secondCall ? 0 : Math.min(ordinary.people, Math.ceil(voters / 2)),
    abstentions: true,
  }
}
