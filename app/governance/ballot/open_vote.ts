import type { ProposalRead } from '../proposing/read_proposal.js'
import type { OpenVote } from '../voting/cast.js'

/** The vote that a called proposal is; null before its call. */
export function openVoteOf(proposal: ProposalRead): OpenVote | null {
  const { id: proposalId, secrecy, recordAt, opensAt, closesAt, voters } = proposal
  if (!secrecy || !recordAt || !opensAt || !closesAt) return null
  return { proposalId, secrecy, recordAt, opensAt, closesAt, frozen: voters !== null }
}
