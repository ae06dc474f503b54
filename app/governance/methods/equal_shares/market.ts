import type { Bounds, Quote } from './bounds.js'
import type { Electorate, Wanted } from './electorate.js'

/** What is still for sale. Rates only rise while money goes, so an old lower bound still holds. */
export class Market {
  readonly #bounds: Bounds
  #sale: { wanted: Wanted; lowest: number }[]

  constructor(bounds: Bounds, { wanted }: Electorate) {
    this.#bounds = bounds
    this.#sale = wanted.map((one) => ({ wanted: one, lowest: bounds.lowestOf(one) }))
  }

  /** Those that may be first, with today's quotes; none when surely nobody can pay for any. */
  firsts(): Quote[] {
    const quotes: Quote[] = []
    const gone = new Set<Wanted>()
    let highest = Infinity
    this.#sale.sort((a, b) => a.lowest - b.lowest)
    for (const offer of this.#sale) {
      if (offer.lowest > highest) break
      const quote = this.#bounds.quote(offer.wanted, highest)
      if (!quote) {
        gone.add(offer.wanted)
        continue
      }
      offer.lowest = quote.lowest
      highest = Math.min(highest, quote.highest)
      quotes.push(quote)
    }
    if (gone.size > 0) this.#sale = this.#sale.filter(({ wanted }) => !gone.has(wanted))
    return quotes.filter(({ lowest }) => lowest <= highest)
  }

  buy(quote: Quote): void {
    this.#bounds.pay(quote)
    this.drop(quote.wanted)
  }

  drop(dropped: Wanted): void {
    this.#sale = this.#sale.filter(({ wanted }) => wanted !== dropped)
  }
}
