import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { prepared } from '#shared/prepared'
import type { Choice } from '../voting/choice.js'

const MINE = {
  name: 'governance.my_ballot',
  text: 'select choice from ballots where proposal_id = $1 and member_id = $2',
}

/** What a member chose in an open vote until now; null before, and always in a secret vote. */
export async function myBallot(
  { proposalId, memberId }: { proposalId: number; memberId: number },
  transaction?: TransactionClientContract
): Promise<Choice | null> {
  const [row] = await prepared<{ choice: Choice }>(MINE, [proposalId, memberId], transaction)
  return row?.choice ?? null
}
