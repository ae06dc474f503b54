import type { ProposalRead } from '../proposing/read_proposal.js'
import type { Reader } from './reader.js'

/** Whether a second call is this person's to make: the author's, or a mandate's that convenes. */
export const convenesAgain = (
  { authorId }: Pick<ProposalRead, 'authorId'>,
  { personId, belongs, convenes }: Reader
): boolean => convenes || (belongs && authorId === personId)
