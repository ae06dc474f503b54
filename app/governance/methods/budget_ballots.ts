import type { Candidate } from './candidate.js'

/** A project of a budget vote; its cost is a decimal in the unit of the file: `1200` or `1200.50`. */
export type Project = Candidate & { cost: string }

/** Identical budget papers: the numbers of the projects listed, whatever their points or ranks. */
export interface BudgetPapers {
  papers: number
  listed: readonly number[]
}

/** What equal shares is made from. */
export interface BudgetBallots {
  title: string
  projects: readonly Project[]
  /** As the file says; a command or a vote may say otherwise. */
  budget: string
  papers: readonly BudgetPapers[]
}

/** What a supporter has from a project: as much as it costs, or one. */
export type Utility = 'cost' | 'cardinality'
