import type { ProposalRead } from '../proposing/read_proposal.js'

/**
 * A proposal as machines read it; before the close there is no word of how people vote. What is held
 * against someone in a recall is told to those who are signed in.
 */
export function proposalAsJson(proposal: ProposalRead, viewer: object | null) {
  const { id, kind, version, title, payload, stage, method, majority, secrecy } = proposal
  return {
    ...{ id, kind, version, title, payload, stage, method, majority, secrecy },
    reasons: kind === 'recall' && viewer === null ? null : proposal.reasons,
    author: proposal.authorHandle,
    consultative: proposal.consultative,
    supporters: proposal.seconds,
    called_at: proposal.calledAt,
    record_at: proposal.recordAt,
    opens_at: proposal.opensAt,
    closes_at: proposal.closesAt,
    roll: proposal.voters === null ? null : { voters: proposal.voters, hash: proposal.rollHash },
    result:
      proposal.outcome === null
        ? null
        : {
            ...{ outcome: proposal.outcome, attended: proposal.attended },
            ...{ closed_at: proposal.closedAt, enacted_at: proposal.effectiveAt },
            ballots: `/decide/${id}/ballots.json`,
            transcript: `/decide/${id}/transcript.json`,
          },
  }
}
