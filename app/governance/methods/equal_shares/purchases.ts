import { Bounds, type Quote } from './bounds.js'
import type { Electorate, Wanted } from './electorate.js'
import { Market } from './market.js'
import {
  compareRates,
  needsLot,
  preferredAmongEquals,
  surelyBefore,
  surelyLevel,
} from './order_of_purchase.js'
import { type Paid, type Price, Purses } from './purses.js'

/** A lot: those that nothing else told apart, and the one that it preferred. */
export type Lot = { tied: number[]; preferred: number }

/** A purchase with its exact price, and what was paid, the highest payment first. */
export interface Purchase {
  price: Price
  paid: Paid[]
  lot: Lot | null
}

/** What all voters have together and what may be spent, in ten-thousandths. */
export interface Funds {
  total: bigint
  budget: bigint
}

/**
 * One run of the purchases: complete, or stopped where they would pass the budget, or where a lot is
 * missing. What ties costs the same: whichever were bought, the budget is passed or not.
 */
export interface Run {
  bought: Wanted[]
  /** What the purchases come to with the one that passes the budget; null when none does. */
  beyond: bigint | null
  lots: Lot[]
  tied: Wanted[]
}

/** A run with exact figures. */
export interface ExactRun extends Run {
  purchases: Purchase[]
  purses: Purses
}

/**
 * The run that is the same for every share between two values, given by what all voters have together
 * (in ten-thousandths); null where the bounds do not prove that it is.
 */
export function provenRun(
  electorate: Electorate,
  { from, to, budget }: { from: bigint; to: bigint; budget: bigint }
): Run | null {
  const bounds = new Bounds(electorate, from, to)
  const market = new Market(bounds, electorate)
  const run: Run = { bought: [], beyond: null, lots: [], tied: [] }
  for (;;) {
    const quotes = market.firsts()
    if (quotes.length === 0) return run
    const first = surelyFirst(quotes)
    if (!first) return null
    run.beyond = passing(run, first.wanted, budget)
    if (run.beyond !== null) return run
    const lot = lotOf(
      first.wanted,
      quotes.filter((quote) => surelyLevel(first, quote)).map(({ wanted }) => wanted)
    )
    if (lot) run.lots.push(lot)
    run.bought.push(first.wanted)
    market.buy(first)
  }
}

/** The run of one share, with exact money; bounds only spare it the projects that are out of reach. */
export function exactRun(electorate: Electorate, { total, budget }: Funds): ExactRun {
  const bounds = new Bounds(electorate, total, total)
  const market = new Market(bounds, electorate)
  const purses = new Purses(electorate, total)
  const run: ExactRun = { bought: [], beyond: null, lots: [], tied: [], purchases: [], purses }
  for (;;) {
    const quotes = market.firsts()
    const priced: { quote: Quote; price: Price }[] = []
    for (const quote of quotes) {
      const price = purses.price(quote.wanted, {
        gives: (group) => bounds.highOf(group) < quote.least,
        has: (group) => bounds.lowOf(group) >= quote.most,
      })
      if (price) priced.push({ quote, price })
      else market.drop(quote.wanted)
    }
    const [first, ...others] = priced.toSorted(
      (a, b) =>
        compareRates(a.price, b.price) || preferredAmongEquals(a.quote.wanted, b.quote.wanted)
    )
    if (!first) {
      if (quotes.length === 0) return run
      continue
    }
    const { wanted } = first.quote
    run.beyond = passing(run, wanted, budget)
    if (run.beyond !== null) return run
    const level = others.filter(({ price }) => compareRates(price, first.price) === 0)
    const lot = lotOf(wanted, [wanted, ...level.map(({ quote }) => quote.wanted)])
    if (lot && wanted.lot === null) {
      run.tied = lot.tied.map((number) => wantedOf(electorate, number))
      return run
    }
    if (lot) run.lots.push(lot)
    run.bought.push(wanted)
    run.purchases.push({ price: first.price, paid: purses.pay(first.price), lot })
    market.buy(bounds.around(first.price, first.quote))
  }
}

/** What the purchases come to with this one, when that is more than the budget. */
function passing({ bought }: Run, { cost }: Wanted, budget: bigint): bigint | null {
  const spent = costOf(bought) + cost
  return spent > budget ? spent : null
}

/** What a list of projects costs together, in ten-thousandths. */
export const costOf = (bought: readonly Wanted[]): bigint =>
  bought.reduce((sum, { cost }) => sum + cost, 0n)

function surelyFirst(quotes: Quote[]): Quote | null {
  let [first] = quotes
  if (!first) return null
  for (const quote of quotes) if (surelyBefore(quote, first)) first = quote
  const found = first
  if (found.most === Infinity) return null
  return quotes.every((quote) => quote === found || surelyBefore(found, quote)) ? found : null
}

function lotOf(preferred: Wanted, level: Wanted[]): Lot | null {
  const tied = level.filter((wanted) => needsLot(wanted, preferred))
  if (tied.length < 2) return null
  const numbers = tied.map(({ project }) => project.number).sort((a, b) => a - b)
  return { tied: numbers, preferred: preferred.project.number }
}

function wantedOf({ wanted }: Electorate, number: number): Wanted {
  const found = wanted[number - 1]
  if (!found) throw new Error(`No project has the number ${number}`)
  return found
}
