import type { Book } from '#rulebook/book'
import type { Majority } from '#rulebook/rule'
import { PROPOSALS, type Kind } from '../kinds.js'
import { optionsIn } from '../deciding/consultation.js'
import type { Method } from '../methods/transcript.js'
import type { ProposalRead } from '../proposing/read_proposal.js'

/** The method of a vote and all that it leaves open, written at the call and never changed after. */
export interface MethodChosen {
  method: Method
  parameters: Record<string, unknown>
}

/** Roles whose election the rule book describes with seats, term and method. */
export const ELECTED = ['moderator', 'treasurer', 'board'] as const

/** The method that the rule book, or the kind, asks for. */
export function methodOf(
  { kind, payload }: Pick<ProposalRead, 'kind' | 'payload'>,
  majority: Majority,
  book: Book
): MethodChosen {
  const method = PROPOSALS[kind].method
  const quorum = book.value('votes.quorum')
  if (method === 'motion') return motion(majority, book, isWeighed(kind))
  if (method === 'majority-judgment') return { method, parameters: { seats: 1, quorum } }
  if (method === 'schulze') {
    const threshold = book.value('votes.threshold')[majority]
    return { method, parameters: { seats: 1, quorum, threshold } }
  }
  if (kind === 'consultation') {
    return optionsIn(payload).length > 0
      ? { method: 'majority-judgment', parameters: { seats: 1, quorum } }
      : motion(majority, book, false)
  }
  if (method === 'equal-shares') {
    return { method, parameters: { cents: Number(payload.cents), quorum } }
  }
  const role = ELECTED.find((one) => one === payload.role)
  if (!role) throw new Error(`Nobody is elected as ${String(payload.role)}`)
  return {
    method: book.value(`mandates.${role}`).method,
    parameters: { seats: Number(payload.seats), quorum },
  }
}

/**
 * Colleges weigh open votes only: in a secret one a small college would tell how its members voted. A
 * measure in force waits for nobody's college.
 */
const isWeighed = (kind: Kind) =>
  PROPOSALS[kind].secrecy === 'open' && kind !== 'emergency_ratification'

function motion(majority: Majority, book: Book, weighed: boolean): MethodChosen {
  const colleges = weighed ? book.value('votes.colleges') : []
  return {
    method: 'motion',
    parameters: {
      threshold: book.value('votes.threshold')[majority],
      quorum: book.value('votes.quorum'),
      ...(colleges.length > 0 ? { colleges } : {}),
    },
  }
}
