import type { Electorate, Wanted } from './electorate.js'
import { gathered, quotient } from './grains.js'
import type { Price } from './purses.js'

/** Between which whole numbers of grains a supporter would pay, were the project bought now. */
export interface Quote {
  wanted: Wanted
  least: number
  /** Infinity while it is not certain that its supporters can pay. */
  most: number
  /** Certain that every supporter can pay an equal part: its rate is then known exactly. */
  full: boolean
  /** Bounds of the rate (payment / utility), rounded outwards. */
  lowest: number
  highest: number
}

/** Totals stay under 2^52, so that doubles hold every sum of grains exactly. */
const BITS = 52
const DOWN = 1 - 2 ** -51
const UP = 1 + 2 ** -51

/**
 * What each group of voters has left, held between two whole numbers of a small grain of money: exactly
 * enough to prove most decisions and never used to take one that they do not prove. When the share itself
 * lies between two values, the bounds hold for all shares between (docs/decisions/0022).
 */
export class Bounds {
  readonly #low: Float64Array
  readonly #high: Float64Array
  readonly #papers: Float64Array
  readonly #shift: bigint
  readonly #most: bigint
  readonly #known = new Map<Wanted, { least: number; most: number }>()

  /** `from` and `to`: what all voters have together, at the least and at the most. */
  constructor({ voters, papers }: Electorate, from: bigint, to: bigint) {
    this.#papers = papers
    this.#most = to
    this.#shift = BigInt(BITS - to.toString(2).length)
    const each = BigInt(Math.max(1, voters))
    this.#low = new Float64Array(papers.length).fill(Number(this.#grains(from) / each))
    this.#high = new Float64Array(papers.length).fill(Number(this.#grains(to) / each) + 2)
  }

  lowOf = (group: number) => this.#low[group] ?? 0
  highOf = (group: number) => this.#high[group] ?? 0

  /** A rate below which the project never goes, whatever its supporters have left. */
  lowestOf({ cost, supporters, utility }: Wanted): number {
    return (quotient(Number(this.#grains(cost)), Math.max(1, supporters)) / Number(utility)) * DOWN
  }

  /**
   * Null when it is certain that its supporters cannot pay. A project whose rate is surely above `limit`
   * is not looked at further: purses only lose, so bounds found once are where the next search starts.
   */
  quote(wanted: Wanted, limit: number): Quote | null {
    if (wanted.cost > this.#most || wanted.supporters === 0) return null
    const cost = Number(this.#grains(wanted.cost))
    const utility = Number(wanted.utility)
    const start = this.#known.get(wanted) ?? {
      least: quotient(cost, wanted.supporters),
      most: -quotient(-cost, wanted.supporters),
    }
    this.#known.set(wanted, start)
    const least = this.#leastPayment(wanted, cost, start.least, (limit * utility) / DOWN)
    if (least === null) return null
    start.least = least
    const lowest = (least / utility) * DOWN
    if (lowest > limit) {
      return { wanted, least, most: Infinity, full: false, lowest, highest: Infinity }
    }
    const { most, full } = this.#mostPayment(wanted, this.#shift < 0n ? cost + 1 : cost, start.most)
    start.most = most
    return { wanted, least, most, full, lowest, highest: (most / utility) * UP }
  }

  /** The quote with the tightest bounds of an exact price. */
  around({ over, under }: Price, quote: Quote): Quote {
    const [up, down] = this.#shift < 0n ? [0n, -this.#shift] : [this.#shift, 0n]
    const least = Number((over << up) / (under << down))
    return { ...quote, least, most: least + 1 }
  }

  pay({ wanted, least, most }: Quote): void {
    for (const group of wanted.groups) {
      this.#low[group] = Math.max(0, this.lowOf(group) - most)
      this.#high[group] = Math.max(0, this.highOf(group) - least)
    }
  }

  /** Each step is below the payment: those who have less than it surely give all they have. */
  #leastPayment(
    { groups, supporters }: Wanted,
    cost: number,
    start: number,
    enough: number
  ): number | null {
    let payment = start
    for (let payers = supporters; ;) {
      const { given, left } = gathered(this.#high, this.#papers, groups, payment, supporters)
      if (left === 0) return given < cost ? null : payment
      const next = quotient(cost - given, left)
      if (left === payers || next <= payment || next > enough) return Math.max(payment, next)
      payers = left
      payment = next
    }
  }

  #mostPayment({ groups, supporters }: Wanted, cost: number, start: number) {
    if (start === Infinity) return { most: Infinity, full: false }
    let payment = start
    for (;;) {
      const { given, left } = gathered(this.#low, this.#papers, groups, payment, supporters)
      if (given + left * payment >= cost) return { most: payment, full: left === supporters }
      if (left === 0) return { most: Infinity, full: false }
      payment = -quotient(given - cost, left)
    }
  }

  #grains = (money: bigint) => (this.#shift < 0n ? money >> -this.#shift : money << this.#shift)
}
