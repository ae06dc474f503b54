import type { RuleValues } from '#rulebook/declarations'
import { countMotion } from '../methods/motion/motion.js'
import { quorumIn, type Counted, type Counting } from './counted.js'

/** Counts a vote answered yes, no or abstention. */
export function countMotionVote({ proposal, voters, ballots }: Counting): Counted {
  const threshold = proposal.parameters?.threshold as RuleValues['votes.threshold']['ordinary']
  const papers = ballots.map(({ choice, college }) => ({
    papers: 1,
    answer: choice.kind === 'motion' ? choice.answer : ('blank' as const),
    college,
  }))
  const { base, ...asked } = threshold
  const parameters = {
    ...{ members: voters, quorum: quorumIn(proposal, voters), base, threshold: asked },
    ...{
      tie: 'fails' as const,
      secret: proposal.secrecy === 'secret',
      blocks: null,
      colleges: null,
    },
  }
  const transcript = countMotion({ title: proposal.title, papers }, parameters)
  const { outcome } = transcript
  return { transcript, winners: [], outcome: outcome === 'blocked' ? 'refused' : outcome }
}
