import { fraction, type Fraction } from '../fraction.js'
import type { Electorate, Wanted } from './electorate.js'

/** What voters with the same history have left: `over`, in parts that were `under` to the unit then. */
interface Purse {
  over: bigint
  under: bigint
}

/** Voters of a purchase who pay the same: `over / under`, in ten-thousandths. */
export interface Paid {
  over: bigint
  under: bigint
  voters: number
}

/** A payment per supporter, exact, in ten-thousandths. */
export interface Price {
  wanted: Wanted
  over: bigint
  under: bigint
}

/** Where bounds already know on which side of the payment a group is. */
interface Known {
  gives(group: number): boolean
  has(group: number): boolean
}

/**
 * Exact money: every purse is a whole number of parts of one common size, which is divided again each
 * time a payment asks for it. Groups with the same history share a purse.
 */
export class Purses {
  readonly #purses: Purse[]
  readonly #papers: Float64Array
  #under: bigint

  /** `total`: what all voters have together, in ten-thousandths. */
  constructor({ voters, papers }: Electorate, total: bigint) {
    const each = fraction(total, Math.max(1, voters))
    this.#under = each.under
    const first = { over: each.over, under: each.under }
    this.#purses = Array.from(papers, () => first)
    this.#papers = papers
  }

  /** What the supporters have together. */
  heldBy({ groups }: Wanted): Fraction {
    let held = 0n
    for (const group of groups) held += this.#at(group) * this.#many(group)
    return fraction(held, this.#under)
  }

  /** The least x with Σ min(purse, x) = cost; null when the supporters cannot pay. */
  price(wanted: Wanted, known: Known): Price | null {
    let missing = wanted.cost * this.#under
    let payers = BigInt(wanted.supporters)
    const unsure: number[] = []
    for (const group of wanted.groups) {
      if (known.gives(group)) {
        missing -= this.#at(group) * this.#many(group)
        payers -= this.#many(group)
      } else if (!known.has(group)) unsure.push(group)
    }
    unsure.sort((a, b) => order(this.#at(a), this.#at(b)))
    for (const group of unsure) {
      const purse = this.#at(group)
      if (purse * payers >= missing) break
      missing -= purse * this.#many(group)
      payers -= this.#many(group)
    }
    return payers === 0n ? null : { wanted, over: missing, under: payers * this.#under }
  }

  /** Takes the payment, and says who paid how much, the highest payment first. */
  pay({ wanted, over, under }: Price): Paid[] {
    const payers = under / this.#under
    const factor = payers / divisor(over, payers)
    const payment = (over * factor) / payers
    const before = this.#under
    this.#under *= factor
    const next = new Map<Purse, Purse>()
    const given = new Map<bigint, number>()
    for (const group of wanted.groups) {
      const purse = this.#purseOf(group)
      const held = this.#value(purse, before) * factor
      const gives = held < payment ? held : payment
      given.set(gives, (given.get(gives) ?? 0) + (this.#papers[group] ?? 0))
      const left = next.get(purse) ?? { over: held - gives, under: this.#under }
      next.set(purse, left)
      this.#purses[group] = left
    }
    const most = [...given].sort(([a], [b]) => order(b, a))
    return most.map(([gives, voters]) => ({ over: gives, under: this.#under, voters }))
  }

  #at = (group: number) => this.#value(this.#purseOf(group), this.#under)

  #many = (group: number) => BigInt(this.#papers[group] ?? 0)

  #purseOf(group: number): Purse {
    const purse = this.#purses[group]
    if (!purse) throw new Error(`Group ${group} has no purse`)
    return purse
  }

  /** A purse in today's parts, kept so. */
  #value(purse: Purse, under: bigint): bigint {
    if (purse.under !== under) {
      purse.over *= under / purse.under
      purse.under = under
    }
    return purse.over
  }
}

const order = (a: bigint, b: bigint) => (a < b ? -1 : Number(a > b))

function divisor(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b]
  while (y) [x, y] = [y, x % y]
  return x
}
