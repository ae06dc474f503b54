import type { Book } from '#rulebook/book'
import { PROPOSALS, type Kind } from '../kinds.js'
import { petitionNeeded, secondersNeeded } from './calling_rules.js'

/** Supporters that a kind of proposal needs before a vote among so many members is called. */
export function supportNeeded(kind: Kind, book: Book, members: number): number {
  const { support } = PROPOSALS[kind]
  if (support === 'none') return 0
  return support === 'petition' ? petitionNeeded(book, members) : secondersNeeded(book, members)
}

/** Whether a mandate to convene, or founding, stands in for supporters: never for a recall. */
export const mayDoWithout = (kind: Kind): boolean =>
  PROPOSALS[kind].support !== 'petition' || kind === 'exclusion'
