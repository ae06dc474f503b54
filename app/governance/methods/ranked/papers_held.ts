import { decimal } from './decimal.js'
import type { Branch } from './preference_tree.js'
import type { Held } from './tie_break.js'

/** From whom to whom value went; null: to nobody, the papers say nothing more. */
export type Move = { from: number; to: number | null; papers: number; value: string }

/** Papers of one value in a transfer: what each counted for before it, and counts for after. */
export type Parcel = { papers: number; held: string; moved: string }

export interface Transfer {
  moved: Move[]
  parcels: Parcel[]
  /** What those who say nothing more were worth. */
  exhausted: bigint
  /** All that went to somebody or to nobody, in units. */
  total: bigint
}

/**
 * Who holds which papers during a count, and at which value each: whole units of which `10 ** places`
 * make one vote.
 */
export class PapersHeld {
  readonly #held = new Map<number, bigint>()
  readonly #parcels = new Map<number, Map<bigint, Branch[]>>()
  readonly #places: number

  constructor(candidates: readonly number[], first: readonly Branch[], places: number) {
    this.#places = places
    for (const number of candidates) this.#held.set(number, 0n)
    for (const branch of first) this.#give(branch.candidate, [branch], 10n ** BigInt(places))
  }

  votes(number: number): bigint {
    return this.#held.get(number) ?? 0n
  }

  /** What everybody holds now, as a copy. */
  now(): Held {
    return new Map(this.#held)
  }

  /** Hands all papers of a candidate to the next of those continuing, at the value that each takes. */
  transfer(
    from: number,
    valueOf: (held: bigint) => bigint,
    continuing: ReadonlySet<number>
  ): Transfer {
    const parcels = [...(this.#parcels.get(from) ?? [])].toSorted(([a], [b]) => Number(b - a))
    this.#parcels.delete(from)
    const gains = new Map<number | null, { papers: number; value: bigint }>()
    const transfer: Transfer = { moved: [], parcels: [], exhausted: 0n, total: 0n }
    for (const [held, branches] of parcels) {
      const value = valueOf(held)
      const { nextOf, ending } = followers(branches, continuing)
      const papers = sum(branches.map((branch) => branch.papers))
      transfer.parcels.push({ papers, held: this.#written(held), moved: this.#written(value) })
      for (const [to, next] of nextOf) {
        gain(gains, to, sum(next.map((branch) => branch.papers)), value)
        this.#give(to, next, value)
      }
      if (ending > 0) gain(gains, null, ending, value)
    }
    for (const [to, { papers, value }] of [...gains].toSorted(byNumber)) {
      transfer.moved.push({ from, to, papers, value: this.#written(value) })
      transfer.total += value
      if (to === null) transfer.exhausted = value
    }
    this.#held.set(from, 0n)
    return transfer
  }

  /** What somebody elected keeps once the surplus has gone. */
  keep(number: number, votes: bigint) {
    this.#held.set(number, votes)
  }

  #give(to: number, branches: readonly Branch[], value: bigint) {
    const parcels = this.#parcels.get(to) ?? new Map<bigint, Branch[]>()
    this.#parcels.set(to, parcels)
    parcels.set(value, [...(parcels.get(value) ?? []), ...branches])
    const papers = sum(branches.map((branch) => branch.papers))
    this.#held.set(to, this.votes(to) + BigInt(papers) * value)
  }

  #written(units: bigint): string {
    return decimal(units, this.#places)
  }
}

/** Where the papers of these branches go next: the first continuing choice below, or nobody. */
function followers(branches: readonly Branch[], continuing: ReadonlySet<number>) {
  const nextOf = new Map<number, Branch[]>()
  let ending = 0
  const waiting = [...branches]
  for (let branch = waiting.pop(); branch; branch = waiting.pop()) {
    ending += branch.ending
    for (const next of branch.next()) {
      if (!continuing.has(next.candidate)) waiting.push(next)
      else {
        const together = nextOf.get(next.candidate)
        if (together) together.push(next)
        else nextOf.set(next.candidate, [next])
      }
    }
  }
  return { nextOf, ending }
}

function gain(
  gains: Map<number | null, { papers: number; value: bigint }>,
  to: number | null,
  papers: number,
  each: bigint
) {
  const before = gains.get(to) ?? { papers: 0, value: 0n }
  gains.set(to, { papers: before.papers + papers, value: before.value + BigInt(papers) * each })
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0)

const byNumber = ([one]: [number | null, unknown], [other]: [number | null, unknown]) =>
  (one ?? Infinity) - (other ?? Infinity)
