import { draw, type Drawing } from '#shared/lots/draw'
import type { Source } from '#shared/lots/sources'
import { freeOfConflict, type Parties, type Ties } from './conflict.js'

/** Who could judge an appeal, and who already had a say. */
export interface JuryCalled {
  /** Active members, by the ids of their accounts. */
  members: readonly number[]
  parties: Parties
  ties: Ties
  /** Whoever decided or signed: nobody judges their own decision. */
  signers: readonly number[]
  size: number
  /** Those drawn who would rather not: the next of the same sequence takes their place. */
  declined?: readonly number[]
}

/** A jury as it was drawn; anyone can draw it again from the pool and the sources. */
export interface JuryDrawn {
  jurors: readonly number[]
  /** Fewer than the rule asks: too few people are free of conflict, and it is said publicly. */
  short: boolean
  drawing: Drawing
}

/**
 * Draws a jury by lot (RFC 3797, SHA-256) among members free of conflict who had no say yet; of an odd
 * number, so that a majority decides. Null when nobody is left.
 */
export function drawJury(called: JuryCalled, sources: readonly Source[]): JuryDrawn | null {
  const { members, parties, ties, signers, size, declined = [] } = called
  const pool = freeOfConflict(members, parties, ties)
    .filter((personId) => !signers.includes(personId))
    .toSorted((one, other) => one - other)
  const there = pool.filter((personId) => !declined.includes(personId)).length
  const count = oddUpTo(Math.min(size, there))
  if (count === 0) return null
  const passedOver = declined.map((personId) => pool.indexOf(personId) + 1)
  const drawing = draw(pool.map(String), sources, { count, hash: 'sha256', passedOver })
  const jurors = drawing.chosen.map((number) => pool[number - 1] ?? 0)
  return { jurors, short: count < size, drawing }
}

const oddUpTo = (most: number) => (most % 2 === 0 ? Math.max(0, most - 1) : most)
