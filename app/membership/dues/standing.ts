import { addDays, addMonths, type Span } from './periods.js'
import { splitInto } from './dues_amounts.js'

/** Where someone stands with the organisation on a day; never stored, always worked out. */
export const STANDINGS = [
  'candidate',
  'pending',
  'active',
  'grace',
  'lapsed',
  'exempt',
  'resigned',
  'excluded',
  'deceased',
] as const
export type Standing = (typeof STANDINGS)[number]

/** What is stored because nothing tells it otherwise, the strongest first. */
export const OVERRIDES = ['deceased', 'excluded', 'resigned', 'exempt'] as const
export type OverrideKind = (typeof OVERRIDES)[number]

export interface CoveredPeriod extends Span {
  dueCents: number
  /** Into how many monthly parts the dues were divided, the first due on `askedOn`. */
  instalments: number
  askedOn: string
  paidCents: number
  /** What is on its way to us. */
  pendingCents: number
}

export interface Override {
  kind: OverrideKind
  from: string
  /** The last day, included; null for no end. */
  until: string | null
}

export interface StandingFacts {
  today: string
  graceDays: number
  /** Those cancelled left out. */
  periods: CoveredPeriod[]
  overrides: Override[]
}

export interface StandingFound {
  standing: Standing
  /** Counted on money that is still on its way. */
  provisional: boolean
  /** The last day of unbroken cover from today, or of the last cover there was; null for life or never. */
  until: string | null
}

/**
 * Where someone stands. Money on its way keeps the place of who had been a member, and makes a
 * newcomer wait (`pending`); a debit may still fail.
 */
export function standingOn({ today, graceDays, periods, overrides }: StandingFacts): StandingFound {
  const kept = OVERRIDES.find((kind) =>
    overrides.some((one) => one.kind === kind && holds(one, today))
  )
  if (kept) return { standing: kept, provisional: false, until: null }

  const inOrder = periods.toSorted((one, other) => one.from.localeCompare(other.from))
  const paid = inOrder.filter((one) => isCovered(one, today, graceDays, one.paidCents))
  const hoped = inOrder.filter((one) =>
    isCovered(one, today, graceDays, one.paidCents + one.pendingCents)
  )
  const now = paid.find((one) => contains(one, today))
  if (now) return { standing: 'active', provisional: false, until: endOfRun(now, hoped) }

  const before = paid.filter((one) => one.from < today)
  const coming = hoped.find((one) => contains(one, today))
  if (coming && before.length > 0) {
    return { standing: 'active', provisional: true, until: endOfRun(coming, hoped) }
  }
  if (coming) return { standing: 'pending', provisional: true, until: null }
  const last = before.at(-1)
  if (!last || last.to === null) return { standing: 'candidate', provisional: false, until: null }
  const standing = today <= addDays(last.to, graceDays) ? 'grace' : 'lapsed'
  return { standing, provisional: false, until: last.to }
}

/** Voice and vote: active, in the grace of a renewal, or exempt. */
export function isInGoodStanding(standing: Standing): boolean {
  return standing === 'active' || standing === 'grace' || standing === 'exempt'
}

/** What of a period's dues must be there by a day: all, or the instalments due longer ago than the grace. */
export function owedBy(period: CoveredPeriod, day: string, graceDays: number): number {
  const parts = splitInto(period.dueCents, period.instalments)
  return parts
    .filter((_, index) => index === 0 || addDays(addMonths(period.askedOn, index), graceDays) < day)
    .reduce((sum, part) => sum + part, 0)
}

function isCovered(period: CoveredPeriod, today: string, graceDays: number, cents: number) {
  return cents >= owedBy(period, today, graceDays)
}

function contains({ from, to }: Span, day: string): boolean {
  return from <= day && (to === null || day <= to)
}

function holds(override: Override, day: string): boolean {
  return override.from <= day && (override.until === null || day <= override.until)
}

function endOfRun(period: CoveredPeriod, hoped: CoveredPeriod[]): string | null {
  let { to } = period
  while (to !== null) {
    const next = hoped.find((one) => one.from === addDays(to as string, 1))
    if (!next) return to
    to = next.to
  }
  return null
}
