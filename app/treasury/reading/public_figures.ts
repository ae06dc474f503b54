import type { MonthTotal } from './month_totals.js'
import { purposeOf, type Purpose } from './purposes.js'
import { shareOut } from './share_out.js'

/** A month's costs and income, in cents, as they were written. */
export interface Month {
  month: string
  incomeCents: number
  costCents: number
}

export interface Part {
  purpose: Purpose
  cents: number
}

/** What a month costs and brings, what comes once a year spread over twelve. */
export interface MonthShare {
  costs: Part[]
  income: Part[]
  costCents: number
  incomeCents: number
}

const isCost = ({ account }: MonthTotal) => account.startsWith('6')

const sum = (parts: ReadonlyArray<{ cents: number }>) =>
  parts.reduce((all, { cents }) => all + cents, 0)

/** Each of these months, those without an entry too. */
export function monthByMonth(totals: readonly MonthTotal[], months: readonly string[]): Month[] {
  return months.map((month) => {
    const own = totals.filter((total) => total.month === month)
    return {
      month,
      incomeCents: sum(own.filter((total) => !isCost(total))),
      costCents: sum(own.filter(isCost)),
    }
  })
}

/** Amounts by what they are for, the largest first. */
export function byPurpose(totals: readonly MonthTotal[]): Part[] {
  const sums = new Map<Purpose, number>()
  for (const { account, cents } of totals) {
    const purpose = purposeOf(account)
    sums.set(purpose, (sums.get(purpose) ?? 0) + cents)
  }
  return [...sums]
    .map(([purpose, cents]) => ({ purpose, cents }))
    .filter(({ cents }) => cents !== 0)
    .sort((one, other) => other.cents - one.cents || (one.purpose < other.purpose ? -1 : 1))
}

/**
 * The share of one month. Dues are for a year, and what came in a single month of the twelve is
 * taken for yearly: both count for a twelfth. The rest is the mean of the months since the first.
 */
export function monthShare(totals: readonly MonthTotal[], months: readonly string[]): MonthShare {
  const [first] = [...totals].map(({ month }) => month).sort()
  const kept = Math.max(1, months.filter((month) => first !== undefined && month >= first).length)
  const parts = byPurpose(totals).map(({ purpose, cents }) => {
    const own = totals.filter((total) => purposeOf(total.account) === purpose)
    const isYearly = purpose === 'dues' || new Set(own.map(({ month }) => month)).size === 1
    return { purpose, cents: Math.round(cents / (isYearly ? 12 : kept)), cost: own.some(isCost) }
  })
  const only = (cost: boolean) =>
    parts
      .filter((part) => part.cost === cost && part.cents !== 0)
      .map(({ purpose, cents }) => ({ purpose, cents }))
  const [costs, income] = [only(true), only(false)]
  return { costs, income, costCents: sum(costs), incomeCents: sum(income) }
}

/** What becomes of an amount: by what was spent in these months, and what of their income was kept. */
export interface Split {
  parts: Array<{ purpose: Purpose | 'kept'; cents: number }>
  /** How much more was spent than came in, in cents; zero when money was kept. */
  beyondCents: number
}

/** Splits an amount as the months' money was used, to the cent; null while nothing was spent nor kept. */
export function splitAsSpent(amountCents: number, totals: readonly MonthTotal[]): Split | null {
  const costs = byPurpose(totals.filter(isCost)).filter(({ cents }) => cents > 0)
  const left = sum(totals.filter((total) => !isCost(total))) - sum(totals.filter(isCost))
  const weights = [...costs, ...(left > 0 ? [{ purpose: 'kept' as const, cents: left }] : [])]
  if (weights.length === 0) return null
  const shares = shareOut(
    amountCents,
    weights.map(({ cents }) => cents)
  )
  return {
    parts: weights.map(({ purpose }, index) => ({ purpose, cents: shares[index] ?? 0 })),
    beyondCents: Math.max(0, -left),
  }
}
