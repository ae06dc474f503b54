import type { Candidate } from './candidate.js'
import { byLot, type LotOrder } from './lot_order.js'
import type { Named, Stage } from './transcript.js'

/** A stage before its number. */
type Unnumbered = Omit<Stage, 'n'>

/**
 * The last stages of a count that ranks: `election` for those whom the ranking seats, `lot` where the
 * last seats fall among candidates who stand level, `tie` where that lot was not drawn.
 */
export type SeatStage =
  | (Stage & { action: 'election' })
  | (Stage & { action: 'lot'; between: readonly Named[]; seats: number })
  | (Stage & { action: 'tie'; between: readonly Named[]; seats: number })

interface Filled {
  stages: SeatStage[]
  winners: Named[]
  tied: Named[]
}

/**
 * Fills seats from the best place down. Only a place that holds more candidates than seats are left
 * asks the lot; a winner's order inside a place is that of the numbers. Stages are numbered from
 * `n`. Without a valid paper nobody has a seat.
 */
export function fillSeats(
  places: readonly (readonly Named[])[],
  { seats, lotOrder }: { seats: number; lotOrder: LotOrder },
  valid: number,
  n: number
): Filled {
  if (!Number.isInteger(seats) || seats < 1) throw new Error(`A count for ${seats} seats`)
  const sure: Named[] = []
  const filled = (
    stages: Unnumbered[],
    drawn: readonly Named[],
    tied: readonly Named[]
  ): Filled => {
    const election = { action: 'election', elected: sure, excluded: [] }
    const all = sure.length > 0 ? [election, ...stages] : stages
    return {
      stages: all.map((stage, index) => ({ ...stage, n: n + index }) as SeatStage),
      winners: [...sure, ...drawn],
      tied: [...tied],
    }
  }
  for (const place of valid > 0 ? places : []) {
    const left = seats - sure.length
    if (left <= 0) break
    if (place.length <= left) {
      sure.push(...place)
      continue
    }
    const order = byLot(
      place.map(({ number }) => number),
      lotOrder
    )
    const detail = { between: place, seats: left, excluded: [] }
    if (!order) return filled([{ ...detail, action: 'tie', elected: [] }], [], place)
    const drawn = order.slice(0, left).map((number) => namedAmong(place, number))
    return filled([{ ...detail, action: 'lot', elected: drawn }], drawn, [])
  }
  return filled([], [], [])
}

/** The candidate of a number; throws when nobody has it. */
export function namedAmong(candidates: readonly Candidate[], number: number): Named {
  const found = candidates[number - 1]
  if (found?.number === number) return found
  const other = candidates.find((candidate) => candidate.number === number)
  if (other) return other
  throw new Error(`Nobody has the number ${number}`)
}

/** Puts what compares equal in one place, best first; inside a place in the order given. */
export function placesBy<Thing>(
  things: readonly Thing[],
  compare: (a: Thing, b: Thing) => number
): Thing[][] {
  const places: Thing[][] = []
  for (const thing of things.toSorted(compare)) {
    const place = places.at(-1)
    const [first] = place ?? []
    if (place && first !== undefined && compare(first, thing) === 0) place.push(thing)
    else places.push([thing])
  }
  return places
}
