import { amountWritten } from '../amount.js'
import type { Candidate } from '../candidate.js'
import { fraction, written } from '../fraction.js'
import type { Named } from '../transcript.js'
import type { Completed } from './completion.js'
import type { Utility } from '../budget_ballots.js'
import type { Wanted } from './electorate.js'
import type { Filled } from './fill.js'
import { inUnits } from './in_units.js'
import type { Purchase } from './purchases.js'
import type { EndStage, EqualSharesStage, PurchaseStage } from './stage_kinds.js'

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
export function stagesOf(completed: Completed, after: After, money: Money): EqualSharesStage[] {
  const { run, steps } = completed
  const [first, share] = [shareWritten(money, 0), shareWritten(money, steps)]
  const { voters } = money
  const stages: EqualSharesStage[] = [{ ...step(1), action: 'share', voters, first, steps, share }]
  let spent = 0n
  const bought = ({ project, cost, supporters }: Wanted) => {
    spent += cost
    return {
      ...step(stages.length + 1),
      elected: [named(project)],
      project: project.number,
      cost: amountWritten(cost),
      supporters,
      spent: amountWritten(spent),
    }
  }
  for (const purchase of run.purchases) {
    const stage = bought(purchase.price.wanted)
    stages.push({ ...stage, ...purchaseDetails(purchase, money.utility) })
  }
  for (const { wanted, lot } of after.filled) {
    stages.push({ ...bought(wanted), action: 'fill', ...(lot && { lot }) })
  }
  if (after.stopped.length > 0) {
    const tied = after.stopped.map(({ project }) => named(project))
    stages.push({ ...step(stages.length + 1), action: 'tie', tied })
  } else stages.push({ ...step(stages.length + 1), ...endDetails(completed, money, spent) })
  return stages
}

const step = (n: number) => ({ n, elected: [], excluded: [] })

type Details<Kind extends EqualSharesStage, Names extends keyof Kind> = Pick<Kind, Names | 'action'>

function purchaseDetails(
  { price, paid, lot }: Purchase,
  utility: Utility
): Details<PurchaseStage, 'rate' | 'payment' | 'inFull' | 'allTheyHad' | 'lot'> {
  const { over, under, wanted } = price
  const inFull = paid.filter((one) => one.over * under === over * one.under)
  const payers = inFull.reduce((sum, { voters }) => sum + voters, 0)
  return {
    action: 'purchase',
    rate: utility === 'cost' ? written(fraction(over, under * wanted.cost)) : inUnits(over, under),
    payment: inUnits(over, under),
    inFull: payers,
    allTheyHad: wanted.supporters - payers,
    ...(lot && { lot }),
  }
}

function endDetails(
  { ending, beyond, steps }: Completed,
  money: Money,
  spent: bigint
): Details<EndStage, 'ending' | 'spent' | 'left' | 'next'> {
  if (!ending) throw new Error('A count that lacks a lot has no end')
  const next = beyond !== null && {
    share: shareWritten(money, steps + 1),
    cost: amountWritten(beyond),
  }
  return {
    action: 'end',
    ending,
    spent: amountWritten(spent),
    left: amountWritten(money.budget - spent),
    ...(next && { next }),
  }
}
