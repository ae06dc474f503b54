import { issueChallenge } from '#people/joining/challenge'
import { PUZZLES } from '#people/joining/proof_of_work'
import { clock } from '#shared/clock'

/** What a browser adds to the join form, for a challenge so easy that any numbers solve it. */
export function joinEffort(at = clock.now()): { challenge: string; proof: string } {
  return { challenge: issueChallenge(at, 0).token, proof: Array(PUZZLES).fill('0').join('.') }
}
