import { amountOf, amountWritten } from '../amount.js'
import type { BudgetBallots, Project, Utility } from '../budget_ballots.js'
import { isLotOrder, type LotOrder } from '../lot_order.js'
import type { Named, TranscriptWith } from '../transcript.js'
import { complete } from './completion.js'
import { electorateOf, type Wanted } from './electorate.js'
import { fill } from './fill.js'
import { type PaidFor, paidFor, type Refused, refusals } from './payments.js'
import { costOf, type Lot } from './purchases.js'
import type { EqualSharesStage } from './stage_kinds.js'
import { named, shareWritten, stagesOf } from './stages.js'

/** Grows when the same ballots could give other bytes. */
const VERSION = 1

/** All that the method leaves open; amounts are decimals in the unit of the vote: `1200` or `1200.50`. */
export interface EqualSharesParameters {
  budget: string
  /** What each voter is given more at each step of the completion. */
  increment: string
  /** `add1`: larger shares as long as the budget pays what they buy; `none`: the first shares only. */
  completion: 'add1' | 'none'
  utility: Utility
  /** `approvals`: what is left buys what still fits, by number of supporters. */
  fill: 'approvals' | 'none'
  lotOrder: LotOrder
}

/** A count by equal shares; fractions and decimals are in the unit of the vote. */
export type EqualSharesTranscript = TranscriptWith<{
  candidates: readonly Project[]
  stages: readonly EqualSharesStage[]
  /** What each voter had to spend in the end, and how many increments are in it. */
  share: string
  steps: number
  spent: string
  left: string
  /** Who paid what, as numbers of voters by payment. */
  paid: PaidFor[]
  /** Projects that are not bought, and what their supporters lacked. */
  refused: Refused[]
  /** Every lot that any of the shares tried needed. */
  lots: Lot[]
}>

/**
 * The Method of Equal Shares (Peters, Pierczyński, Skowron, « Proportional Participatory Budgeting with
 * Additive Utilities », NeurIPS 2021): the budget is shared equally among the voters, and the supporters
 * of a project buy it together. Equal rates: more supporters, then the lower cost, then the lot. Throws
 * on parameters that are not amounts, an increment of zero, or a lot order that is not one.
 */
export function countEqualShares(
  ballots: BudgetBallots,
  parameters: EqualSharesParameters
): EqualSharesTranscript {
  const { completion, utility, lotOrder } = parameters
  const budget = amount(parameters.budget)
  const increment = amount(parameters.increment)
  if (increment === 0n) throw new Error('An increment adds something')
  if (lotOrder && !isLotOrder(lotOrder, ballots.projects.length)) {
    throw new Error('A lot order names each project once')
  }
  const electorate = electorateOf(ballots, utility, lotOrder)
  const completed = complete(electorate, { budget, increment, completion })
  const { run, steps } = completed
  const missing = electorate.wanted.filter((wanted) => !run.bought.includes(wanted))
  const left = budget - costOf(run.bought)
  const fills = parameters.fill === 'approvals' && run.tied.length === 0
  const { filled, tied } = fills ? fill(missing, left) : { filled: [], tied: [] }
  const bought = [...run.bought, ...filled.map(({ wanted }) => wanted)]
  const stopped: readonly Wanted[] = [...run.tied, ...tied]
  const money = { budget, increment, voters: electorate.voters, utility }
  return {
    method: 'equal-shares',
    version: VERSION,
    parameters: {
      budget: amountWritten(budget),
      increment: amountWritten(increment),
      completion,
      utility,
      fill: parameters.fill,
      supports: 'listed',
      ties: ['supporters', 'cost', 'lot'],
      lotOrder,
    },
    candidates: ballots.projects.map((project) => ({ ...named(project), cost: costIn(project) })),
    seats: 0,
    ballots: electorate.ballots,
    stages: stagesOf(completed, { filled, stopped }, money),
    winners: bought.map(({ project }): Named => named(project)),
    tied: stopped.map(({ project }): Named => named(project)),
    share: shareWritten(money, steps),
    steps,
    spent: amountWritten(costOf(bought)),
    left: amountWritten(budget - costOf(bought)),
    paid: paidFor(run),
    refused:
      stopped.length > 0
        ? []
        : refusals(
            missing.filter((wanted) => !bought.includes(wanted)),
            run
          ),
    lots: completed.lots,
  }
}

function amount(text: string): bigint {
  const parts = amountOf(text)
  if (parts === null) throw new Error(`Not an amount: ${text}`)
  return parts
}

const costIn = ({ cost }: { cost: string }) => amountWritten(amount(cost))
