import type { EqualSharesTranscript } from '../methods/equal_shares/equal_shares.js'
import { outOfHundred, rounded } from './rounded.js'

/** One height of the small bars of who paid what: voters who paid the same. */
export interface PaidStep {
  /** In the unit of the vote, for reading. */
  payment: number
  voters: number
  /** Length out of a hundred of the most voters of this project. */
  width: number
}

export interface BudgetProject {
  number: number
  name: string
  cost: number
  /** Out of a hundred: of the dearest project. */
  width: number
  supporters: number
  outcome: 'bought' | 'filled' | 'refused' | 'tied'
  paid: readonly PaidStep[]
  /** What its supporters had left, and lacked, when it was not bought; the first out of a hundred of its cost. */
  held: number | null
  missing: number | null
  heldWidth: number
}

export interface BudgetDrawing {
  projects: readonly BudgetProject[]
  budget: number
  spent: number
  left: number
  /** Each voter's share in the end. */
  share: number
  voters: number
  /** What the budget went to, one part a project, out of a hundred of the budget. */
  parts: readonly { number: number; name: string; x: number; width: number; filled: boolean }[]
}

/** A fraction or a decimal as a plain number, for drawing only. */
function valueOf(written: string): number {
  const [over = '0', under = '1'] = written.split('/')
  return Number(over) / Number(under)
}

/** A budget by equal shares: what is bought, in order, who paid what, and what is not. */
export function drawBudget(transcript: EqualSharesTranscript): BudgetDrawing {
  const { candidates, stages, paid, refused, tied, parameters } = transcript
  const costs = new Map(candidates.map((project) => [project.number, Number(project.cost)]))
  const dearest = Math.max(0, ...costs.values())
  const budget = Number(parameters.budget)
  const buying = stages.filter((stage) => stage.action === 'purchase' || stage.action === 'fill')
  const supportersOf = new Map(buying.map((stage) => [stage.project, stage.supporters]))
  const project = (number: number, outcome: BudgetProject['outcome']): BudgetProject => {
    const lacking = refused.find((one) => one.project === number)
    const cost = costs.get(number) ?? 0
    const held = lacking ? valueOf(lacking.held) : null
    return {
      number,
      name: candidates[number - 1]?.name ?? '',
      cost,
      width: outOfHundred(cost, dearest),
      supporters: lacking?.supporters ?? supportersOf.get(number) ?? 0,
      outcome,
      paid: stepsOf(paid.find((one) => one.project === number)?.payments ?? []),
      held,
      missing: lacking ? Math.max(0, valueOf(lacking.missing)) : null,
      heldWidth: held === null ? 0 : rounded(outOfHundred(Math.min(held, cost), cost)),
    }
  }
  let before = 0
  const parts = buying.map((stage) => {
    const number = stage.project
    const cost = costs.get(number) ?? 0
    const x = outOfHundred(before, budget)
    before += cost
    const name = candidates[number - 1]?.name ?? ''
    return { number, name, x, width: outOfHundred(cost, budget), filled: stage.action === 'fill' }
  })
  const last = [...refused].sort((a, b) => b.supporters - a.supporters)
  return {
    projects: [
      ...buying.map((stage) =>
        project(stage.project, stage.action === 'fill' ? 'filled' : 'bought')
      ),
      ...tied.map(({ number }) => project(number, 'tied')),
      ...last.map((one) => project(one.project, 'refused')),
    ],
    ...{ budget, spent: Number(transcript.spent), left: Number(transcript.left), parts },
    share: valueOf(transcript.share),
    voters: transcript.ballots.valid + transcript.ballots.blank,
  }
}

const MOST_STEPS = 6

/** The payments as a histogram: all who paid the same, or the same tenth of the most, together. */
function stepsOf(payments: readonly { payment: string; voters: number }[]): PaidStep[] {
  const [first] = payments
  if (!first) return []
  const most = valueOf(first.payment)
  const steps = new Map<number, { payment: number; voters: number }>()
  for (const { payment, voters } of payments) {
    const value = valueOf(payment)
    const step =
      payments.length <= MOST_STEPS ? value : Math.ceil((value / most) * (MOST_STEPS - 1))
    const known = steps.get(step) ?? { payment: 0, voters: 0 }
    steps.set(step, { payment: Math.max(known.payment, value), voters: known.voters + voters })
  }
  const tallest = Math.max(...[...steps.values()].map(({ voters }) => voters))
  return [...steps.values()].map((step) => ({ ...step, width: outOfHundred(step.voters, tallest) }))
}
