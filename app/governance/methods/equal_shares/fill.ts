import type { Wanted } from './electorate.js'
import { needsLot, preferredAmongEquals } from './order_of_purchase.js'
import type { Lot } from './purchases.js'

/** A project bought with what was left over. */
export interface Filled {
  wanted: Wanted
  lot: Lot | null
}

/**
 * Buys with what is left, by number of supporters, then by lower cost, whatever still fits; projects that
 * nobody lists are not bought. A lot is needed only where some of the tied fit and not all of them.
 */
export function fill(
  rest: readonly Wanted[],
  left: bigint
): { filled: Filled[]; tied: readonly Wanted[] } {
  const filled: Filled[] = []
  const order = rest.filter(({ supporters }) => supporters > 0).toSorted(preferredAmongEquals)
  for (let at = 0; at < order.length;) {
    const first = order[at]
    if (!first) break
    const tied = order.slice(at).filter((wanted) => needsLot(wanted, first))
    at += tied.length
    const room = left / first.cost
    const chooses = room > 0n && room < BigInt(tied.length)
    if (chooses && first.lot === null) return { filled, tied }
    const fitting = chooses ? tied.slice(0, Number(room)) : room > 0n ? tied.toSorted(byNumber) : []
    fitting.forEach((wanted, place) => {
      left -= wanted.cost
      const numbers = tied
        .slice(place)
        .map(numberOf)
        .toSorted((a, b) => a - b)
      filled.push({ wanted, lot: chooses ? { tied: numbers, preferred: numberOf(wanted) } : null })
    })
  }
  return { filled, tied: [] }
}

const numberOf = ({ project }: Wanted) => project.number

const byNumber = (a: Wanted, b: Wanted) => numberOf(a) - numberOf(b)
