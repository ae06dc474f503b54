import type { Named } from '../transcript.js'
import type { Ending } from './completion.js'
import type { Lot } from './purchases.js'

type Step = { n: number; elected: readonly Named[]; excluded: readonly Named[] }

/** The budget is shared: `first` to each voter, `share` after that many increments. */
export type ShareStage = Step & {
  action: 'share'
  voters: number
  first: string
  steps: number
  share: string
}

/** A project that is bought: its cost, and what is spent with it. */
type Bought = { project: number; cost: string; supporters: number; spent: string }

/**
 * Supporters buy a project: `payment` (π) from each who has as much, all they had from the others.
 * `rate` (ρ) is the payment divided by what the project is worth to them.
 */
export type PurchaseStage = Step &
  Bought & {
    action: 'purchase'
    rate: string
    payment: string
    inFull: number
    allTheyHad: number
    lot?: Lot
  }

/** What is left over buys a project. */
export type FillStage = Step & Bought & { action: 'fill'; lot?: Lot }

/** Only a lot that was not drawn could go on. */
export type TieStage = Step & { action: 'tie'; tied: readonly Named[] }

/** The end, and when one more increment spends too much, what purchases come to as they pass the budget. */
export type EndStage = Step & {
  action: 'end'
  ending: Ending
  spent: string
  left: string
  next?: { share: string; cost: string }
}

export type EqualSharesStage = ShareStage | PurchaseStage | FillStage | TieStage | EndStage
