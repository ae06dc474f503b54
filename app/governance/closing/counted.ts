import type { RuleValues } from '#rulebook/declarations'
import type { Quorum } from '../methods/motion/motion_parameters.js'
import type { Transcript } from '../methods/transcript.js'
import type { ProposalRead } from '../proposing/read_proposal.js'
import type { CountedBallot } from './empty_urn.js'

/** An option as it stands on the ballot paper. */
export interface Option {
  number: number
  label: string
  personId: number | null
}

/** What a vote is counted from. */
export interface Counting {
  proposal: ProposalRead
  /** On the roll. */
  voters: number
  ballots: readonly CountedBallot[]
}

/** What a count gives: how it ends, who won, and the transcript that says it all. */
export interface Counted {
  outcome: 'adopted' | 'refused' | 'no_quorum' | 'tied' | 'no_candidate'
  winners: Option[]
  transcript: Transcript
}

/** The quorum that the call fixed, for a roll of so many (votes.quorum, `second_call` after a first). */
export function quorumIn({ majority, parameters }: ProposalRead, voters: number): Quorum {
  const {
    ordinary,
    extraordinary,
    second_call: second,
  } = parameters?.quorum as RuleValues['votes.quorum']
  const secondCall = parameters?.secondCall === true
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
