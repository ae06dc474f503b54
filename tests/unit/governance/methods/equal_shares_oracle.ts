import { amountOf } from '#governance/methods/amount'
import type { BudgetBallots } from '#governance/methods/budget_ballots'
import type { EqualSharesParameters } from '#governance/methods/equal_shares/equal_shares'
import {
  compare,
  dividedBy,
  fraction,
  type Fraction,
  minus,
  plus,
  times,
} from '#governance/methods/fraction'

const ZERO = fraction(0)

export interface SlowPurchase {
  project: number
  payment: Fraction
  rate: Fraction
  paid: Fraction[]
}

interface SlowRun {
  purchases: SlowPurchase[]
  /** What each voter has left. */
  purses: Fraction[]
  lots: string[]
  tied: number[]
  /** Whether the next purchase, whichever of those level, would pass the budget. */
  tooMuch: boolean
}

export interface SlowCount extends SlowRun {
  steps: number
  /** What the runs up to the last, and the one that goes too far, drew lots for. */
  allLots: string[]
}

const decimal = (text: string) => fraction(amountOf(text) ?? -1n, 10_000n)

/** The definition word for word: one voter after the other, one increment after the other. */
export function slowEqualShares(
  ballots: BudgetBallots,
  parameters: EqualSharesParameters
): SlowCount {
  const voters = ballots.papers.flatMap(({ papers, listed }) =>
    Array.from({ length: papers }, () => listed)
  )
  const budget = decimal(parameters.budget)
  const wanted = ballots.projects.filter(({ number }) => voters.some((v) => v.includes(number)))
  const lots = new Set<string>()
  let last: SlowCount | null = null
  for (let steps = 0; ; steps++) {
    const more = times(decimal(parameters.increment), fraction(steps))
    const share = voters.length
      ? plus(dividedBy(budget, fraction(voters.length)), more)
      : decimal('0')
    const run = slowRun(ballots, voters, share, parameters)
    if (run.tooMuch && last)
      return { ...last, allLots: [...lots, ...run.lots].sort().filter(isNew) }
    if (run.tied.length > 0) return { ...run, steps, allLots: [...lots].sort() }
    for (const lot of run.lots) lots.add(lot)
    last = { ...run, steps, allLots: [...lots].sort() }
    if (parameters.completion === 'none' || run.purchases.length === wanted.length) return last
  }
}

const isNew = (lot: string, index: number, all: string[]) => all.indexOf(lot) === index

export const costOf = ({ projects }: BudgetBallots, number: number): Fraction =>
  decimal(projects[number - 1]?.cost ?? '')

function slowRun(
  ballots: BudgetBallots,
  voters: (readonly number[])[],
  share: Fraction,
  { utility, lotOrder, budget }: EqualSharesParameters
): SlowRun {
  const purses = voters.map(() => share)
  const run: SlowRun = { purchases: [], purses, lots: [], tied: [], tooMuch: false }
  const bought = new Set<number>()
  for (;;) {
    const offers = ballots.projects
      .filter(({ number }) => !bought.has(number))
      .flatMap(({ number }) => {
        const supporters = [...voters.keys()].filter((voter) => voters[voter]?.includes(number))
        const cost = costOf(ballots, number)
        const payment = paymentFor(
          supporters.map((voter) => purses[voter] ?? ZERO),
          cost
        )
        if (!payment) return []
        const rate = utility === 'cost' ? dividedBy(payment, cost) : payment
        return [{ number, supporters, cost, payment, rate }]
      })
    const best = offers.filter((a) => offers.every((b) => compare(a.rate, b.rate) <= 0))
    const most = Math.max(...best.map(({ supporters }) => supporters.length))
    const popular = best.filter(({ supporters }) => supporters.length === most)
    const cheap = popular.filter((a) => popular.every((b) => compare(a.cost, b.cost) <= 0))
    const tied = cheap.map(({ number }) => number)
    const [next] = cheap
    const spent = run.purchases.map(({ project }) => costOf(ballots, project)).reduce(plus, ZERO)
    if (next && compare(plus(spent, next.cost), decimal(budget)) > 0) {
      return { ...run, tooMuch: true }
    }
    if (cheap.length > 1 && !lotOrder) return { ...run, tied }
    const first = lotOrder?.find((number) => tied.includes(number)) ?? tied[0]
    if (cheap.length > 1) run.lots.push(`${tied.join()} ${first}`)
    const chosen = cheap.find(({ number }) => number === first)
    if (!chosen) return run
    const { payment } = chosen
    const paid = chosen.supporters.map((voter) => {
      const purse = purses[voter] ?? ZERO
      const gives = compare(purse, payment) < 0 ? purse : payment
      purses[voter] = minus(purse, gives)
      return gives
    })
    run.purchases.push({ project: chosen.number, payment, rate: chosen.rate, paid })
    bought.add(chosen.number)
  }
}

/** The least x with Σ min(purse, x) = cost. */
function paymentFor(purses: Fraction[], cost: Fraction): Fraction | null {
  const sorted = purses.toSorted(compare)
  let missing = cost
  for (const [index, purse] of sorted.entries()) {
    const each = dividedBy(missing, fraction(sorted.length - index))
    if (compare(purse, each) >= 0) return each
    missing = minus(missing, purse)
  }
  return null
}
