import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { PossibleVoter } from '#membership/eligibility'
import { weighedColleges } from '../closing/weighed_colleges.js'

/**
 * The same people as a vote by colleges takes them: whoever has no college that it weighs is on the
 * roll without a voice, and is told why. A vote without colleges takes them as they are.
 */
export async function weighedIn<Voter extends Pick<PossibleVoter, 'college' | 'voice'>>(
  proposalId: number,
  voters: Voter[],
  transaction: TransactionClientContract
): Promise<Voter[]> {
  const call = await transaction
    .from('proposal_calls')
    .where('proposal_id', proposalId)
    .select('parameters')
    .first()
  const colleges = weighedColleges(call?.parameters ?? {})
  if (!colleges) return voters
  const names = new Set(colleges.map(({ name }) => name))
  return voters.map((voter) => {
    const { voice, college } = voter
    if (!voice.votes || (college !== null && names.has(college))) return voter
    return { ...voter, voice: { votes: false, reason: { ...voice.reason, key: 'no_college' } } }
  })
}
