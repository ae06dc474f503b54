import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { countElection } from './count_election.js'
import { countMotionVote } from './count_motion_vote.js'
import type { Counted, Counting, Option } from './counted.js'

export type { Counted } from './counted.js'

/** Counts a vote by the method and the parameters that its call fixed. */
export async function countVotes(
  counting: Counting,
  transaction: TransactionClientContract
): Promise<Counted> {
  const { proposal } = counting
  if (proposal.method === 'motion') return countMotionVote(counting)
  const options: Option[] = await transaction
    .from('proposal_options')
    .where('proposal_id', proposal.id)
    .select('number', 'label', 'person_id as personId')
    .orderBy('number')
  const call = await transaction.from('proposal_calls').where('proposal_id', proposal.id).first()
  return countElection(counting, options, String(call.lot_seed))
}
