import type { Candidate } from './candidate.js'

/** Identical graded papers: for each candidate, in order, the place of its grade from 0 (worst), or null. */
export interface GradedPapers {
  papers: number
  grades: readonly (number | null)[]
}

/** What majority judgment is made from; `grades` names them worst first. */
export interface GradedBallots {
  title: string
  candidates: readonly Candidate[]
  grades: readonly string[]
  papers: readonly GradedPapers[]
}

/** Identical approval papers: the numbers ticked, as written. */
export interface ApprovalPapers {
  papers: number
  approved: readonly number[]
}

/** What approval is made from. */
export interface ApprovalBallots {
  title: string
  candidates: readonly Candidate[]
  seats: number
  papers: readonly ApprovalPapers[]
}
