import { bookAsOf } from '#rulebook/rule_book'
import { prepared } from '#shared/prepared'
import { foldedColleges } from '../methods/motion/college_totals.js'
import { countedVote } from './counted_vote.js'

const CLOSED = {
  name: 'governance.closed_at',
  text: 'select closed_at as "closedAt" from proposal_results where proposal_id = $1',
}

/**
 * Whether a counted vote has a college too small to be shown alone (`votes.minimum_group_to_publish`,
 * as it stood at the close).
 */
export async function foldsColleges(proposalId: number): Promise<boolean> {
  const counted = await countedVote(proposalId)
  const [row] = await prepared<{ closedAt: Date }>(CLOSED, [proposalId])
  if (counted?.count.kind !== 'motion' || !row) return false
  const least = (await bookAsOf(row.closedAt)).value('votes.minimum_group_to_publish')
  return foldedColleges(counted.count.transcript.colleges, least).folded !== null
}
