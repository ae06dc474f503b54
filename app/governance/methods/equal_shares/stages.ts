import { amountWritten } from '../amount.js'
import type { Candidate } from '../candidate.js'
import { fraction, written } from '../fraction.js'
import type { Named, Stage } from '../transcript.js'
import { type Completed, costOf } from './completion.js'
import type { Utility, Wanted } from './electorate.js'
import type { Filled } from './fill.js'
import { inUnits } from './in_units.js'
import type { Purchase } from './purchases.js'

/** The money of a count, in ten-thousandths, how many share it, and what they have from it. */
export interface Money {
  budget: bigint
  increment: bigint
  voters: number
  utility: Utility
}

/** What follows the purchases: what is left buys more, or a lot is missing. */
export interface After {
  filled: readonly Filled[]
  stopped: readonly Wanted[]
}

/** A candidate as stages name it. */
export const named = ({ number, name, id }: Candidate): Named => ({ number, name, id })

/** What each voter has after a number of increments, in the unit of the vote. */
export const shareWritten = ({ budget, increment, voters }: Money, steps: number): string =>
  voters === 0 ? '0' : inUnits(budget + increment * BigInt(steps) * BigInt(voters), voters)

/** The stages of a count: the share, each purchase, each filling, then the end or the missing lot. */
export function stagesOf(completed: Completed, { filled, stopped }: After, money: Money): Stage[] {
  const { run, steps } = completed
  const stages: Details[] = [
    {
      action: 'share',
      voters: money.voters,
      first: shareWritten(money, 0),
      steps,
      share: shareWritten(money, steps),
    },
  ]
  let spent = 0n
  const add = (wanted: Wanted, details: Details) => {
    spent += wanted.cost
    const { project, cost, supporters } = wanted
    const bought = { elected: [named(project)], project: project.number, cost: amountWritten(cost) }
    stages.push({ ...details, ...bought, supporters, spent: amountWritten(spent) })
  }
  for (const purchase of run.purchases)
    add(purchase.price.wanted, purchaseStage(purchase, money.utility))
  for (const { wanted, lot } of filled) add(wanted, { action: 'fill', lot: lot ?? undefined })
  if (stopped.length > 0) {
    stages.push({ action: 'tie', tied: stopped.map(({ project }) => named(project)) })
  } else stages.push(endOf(completed, money, spent))
  return stages.map((stage, index) => ({ n: index + 1, elected: [], excluded: [], ...stage }))
}

type Details = Partial<Stage> & { action: string }

/** `payment`: what a supporter pays who can; `rate`: the payment for one of what it is worth. */
function purchaseStage({ price, paid, lot }: Purchase, utility: Utility): Details {
  const { over, under, wanted } = price
  const inFull = paid.filter((one) => one.over * under === over * one.under)
  const payers = inFull.reduce((sum, { voters }) => sum + voters, 0)
  return {
    action: 'purchase',
    rate: utility === 'cost' ? written(fraction(over, under * wanted.cost)) : inUnits(over, under),
    payment: inUnits(over, under),
    in_full: payers,
    all_they_had: wanted.supporters - payers,
    lot: lot ?? undefined,
  }
}

function endOf({ ending, beyond, steps }: Completed, money: Money, spent: bigint): Details {
  const next = beyond && {
    share: shareWritten(money, steps + 1),
    cost: amountWritten(costOf(beyond.bought)),
    projects: beyond.bought.map(({ project }) => named(project)),
  }
  return {
    action: 'end',
    ending,
    spent: amountWritten(spent),
    left: amountWritten(money.budget - spent),
    ...(next && { next }),
  }
}
