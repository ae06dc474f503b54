import type { Quote } from './bounds.js'
import type { Wanted } from './electorate.js'
import type { Price } from './purses.js'

/** Negative when a goes first; zero when only a lot that was not drawn could say. */
type Preference = number

/** Equal rates: more supporters, then the lower cost, then the lot. */
export function preferredAmongEquals(a: Wanted, b: Wanted): Preference {
  if (a.supporters !== b.supporters) return b.supporters - a.supporters
  if (a.cost !== b.cost) return a.cost < b.cost ? -1 : 1
  return (a.lot ?? 0) - (b.lot ?? 0)
}

/** True when nothing but a lot tells them apart, their rates being equal. */
export const needsLot = (a: Wanted, b: Wanted): boolean =>
  a.supporters === b.supporters && a.cost === b.cost

/** True when the rates are known to be equal, for every share between the bounds. */
export const surelyLevel = (a: Quote, b: Quote): boolean =>
  a.wanted.twin === b.wanted.twin || (a.full && b.full && a.wanted.place === b.wanted.place)

/** True when `a` certainly goes before `b`, for every share between the bounds. */
export function surelyBefore(a: Quote, b: Quote): boolean {
  if (surelyLevel(a, b)) return preferredAmongEquals(a.wanted, b.wanted) < 0
  if (a.full && b.full) return a.wanted.place < b.wanted.place
  return a.highest < b.lowest
}

/** Rates compared exactly: payment / utility. */
export function compareRates(a: Price, b: Price): number {
  const left = a.over * b.under * b.wanted.utility
  const right = b.over * a.under * a.wanted.utility
  return left < right ? -1 : Number(left > right)
}
