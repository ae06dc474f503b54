import { done, refused, type Result } from '#shared/result'
import { readChallenge, type Challenge } from './challenge.js'
import { isSolved } from './proof_of_work.js'

/** How long a form without a proof must have been open: nobody fills it in faster by hand. */
export const PATIENCE_SECONDS = 20

/** What someone gave to join: computing by their browser, or time. */
export interface Effort {
  challenge: Challenge
  kind: 'work' | 'patience'
}

export type EffortRefusal =
  { reason: 'page_too_old' | 'proof_wrong' } | { reason: 'too_soon'; seconds: number }

/** What the join form carries is worth at this instant (docs/decisions/0010). */
export function effortOf(
  { challenge: token, proof }: { challenge: string; proof: string },
  at: Date
): Result<Effort, EffortRefusal> {
  const challenge = readChallenge(token, at)
  if (!challenge) return refused({ reason: 'page_too_old' })
  if (proof !== '') {
    if (!isSolved(challenge.token, challenge.bits, proof)) return refused({ reason: 'proof_wrong' })
    return done({ challenge, kind: 'work' })
  }
  const seconds = PATIENCE_SECONDS - (at.getTime() - challenge.issuedAt.getTime()) / 1000
  if (seconds > 0) return refused({ reason: 'too_soon', seconds: Math.ceil(seconds) })
  return done({ challenge, kind: 'patience' })
}
