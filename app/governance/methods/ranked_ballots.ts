import type { Candidate } from './candidate.js'

/**
 * Identical ranked papers. Each rank holds the candidates put there: one, several (an overvote, or an
 * equal rank where the method allows it) or none (a rank left empty). Numbers that no candidate has
 * stay as written: each method says what it does with them.
 */
export interface RankedPapers {
  papers: number
  ranks: readonly (readonly number[])[]
}

/** What a ranked count is made from. */
export interface RankedBallots {
  title: string
  candidates: readonly Candidate[]
  /** As the file says; a command or a vote may say otherwise. */
  seats: number
  /** Candidates who stepped back: read past on every paper. */
  withdrawn: readonly number[]
  papers: readonly RankedPapers[]
}
