import type { Electorate, Wanted } from './electorate.js'
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
  readonly #byCost: boolean

  /** `from` and `to`: what all voters have together, at the least and at the most. */
  constructor({ voters, papers, utility }: Electorate, from: bigint, to: bigint) {
    this.#papers = papers
    this.#byCost = utility === 'cost'
    this.#most = to
    this.#shift = BigInt(BITS - to.toString(2).length)
    const each = BigInt(Math.max(1, voters))
    this.#low = new Float64Array(papers.length).fill(Number(this.#grains(from) / each))
    this.#high = new Float64Array(papers.length).fill(Number(this.#grains(to) / each) + 2)
  }

  lowOf = (group: number) => this.#low[group] ?? 0
  highOf = (group: number) => this.#high[group] ?? 0

  /** Null when it is certain that its supporters cannot pay. */
  quote(wanted: Wanted): Quote | null {
    if (wanted.cost > this.#most || wanted.supporters === 0) return null
    const cost = Number(this.#grains(wanted.cost))
    const least = this.#leastPayment(wanted, cost)
    if (least === null) return null
    const { most, full } = this.#mostPayment(wanted, this.#shift < 0n ? cost + 1 : cost)
    const utility = this.#byCost ? Number(wanted.cost) : 1
    const [lowest, highest] = [(least / utility) * DOWN, (most / utility) * UP]
    return { wanted, least, most, full, lowest, highest }
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
  #leastPayment({ groups, supporters }: Wanted, cost: number): number | null {
    let payment = quotient(cost, supporters)
    let payers = supporters
    for (;;) {
      const { given, left } = gathered(this.#high, this.#papers, groups, payment, supporters)
      if (left === 0) return given < cost ? null : payment
      if (left === payers) return payment
      payers = left
      payment = Math.max(payment, quotient(cost - given, left))
    }
  }

  #mostPayment({ groups, supporters }: Wanted, cost: number): { most: number; full: boolean } {
    let payment = -quotient(-cost, supporters)
    for (let full = true; ; full = false) {
      const { given, left } = gathered(this.#low, this.#papers, groups, payment, supporters)
      if (given + left * payment >= cost)
        return { most: payment, full: full && left === supporters }
      if (left === 0) return { most: Infinity, full: false }
      payment = -quotient(given - cost, left)
    }
  }

  #grains = (money: bigint) => (this.#shift < 0n ? money >> -this.#shift : money << this.#shift)
}

/** What those with less than `payment` give together, and how many have as much or more. */
function gathered(
  purses: Float64Array,
  papers: Float64Array,
  groups: Int32Array,
  payment: number,
  supporters: number
) {
  let given = 0
  let left = supporters
  for (const group of groups) {
    const purse = purses[group] ?? 0
    if (purse >= payment) continue
    const many = papers[group] ?? 0
    given += purse * many
    left -= many
  }
  return { given, left }
}

/** Rounded down, exactly: the remainder of doubles is exact, and so is what it divides then. */
function quotient(over: number, under: number): number {
  const rest = over % under
  return (over - (rest < 0 ? rest + under : rest)) / under
}
