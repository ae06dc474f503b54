/**
 * An order of all candidates drawn before the count (RFC 3797): in a tie that only a lot can settle,
 * whoever comes first in it is preferred. Null when none was drawn.
 */
export type LotOrder = readonly number[] | null

/** The tied candidates, preferred first; null when no order was drawn. */
export function byLot(tied: readonly number[], order: LotOrder): number[] | null {
  if (!order) return null
  const place = new Map(order.map((number, index) => [number, index]))
  return tied.toSorted((a, b) => placeOf(a, place) - placeOf(b, place))
}

/** True when the order names each candidate from 1 to `candidates` exactly once. */
export function isLotOrder(order: readonly number[], candidates: number): boolean {
  const named = new Set(order)
  if (named.size !== order.length || named.size !== candidates) return false
  return order.every((number) => Number.isInteger(number) && number >= 1 && number <= candidates)
}

function placeOf(number: number, places: Map<number, number>): number {
  const place = places.get(number)
  if (place === undefined) throw new Error(`Candidate ${number} has no place in the lot order`)
  return place
}
