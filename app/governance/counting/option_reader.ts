import { writtenShare, type Share } from '../files/written_share.js'
import { isLotOrder, type LotOrder } from '../methods/lot_order.js'
import { badOption } from './counting_fault.js'
import type { CountOptions, OptionName } from './count_options.js'

const MOST = 1_000_000_000

/** Reads what was said beside a file; throws `CannotCount` on what cannot be meant. */
export class OptionReader {
  constructor(readonly options: CountOptions) {}

  /** The option as it was written; null when it was not. */
  text(name: OptionName): string | null {
    return this.options[name] ?? null
  }

  /** A whole number, or what it is when nothing was said. */
  whole<Absent>(name: OptionName, least: number, absent: Absent): number | Absent {
    const found = this.text(name)
    if (found === null) return absent
    const number = /^\d{1,10}$/.test(found) ? Number(found) : -1
    if (number < least || number > MOST) throw badOption('whole', { name, found, least })
    return number
  }

  /** One of a few words; the first when nothing was said. */
  oneOf<Word extends string>(name: OptionName, words: readonly [Word, ...Word[]]): Word {
    const found = this.text(name)
    if (found === null) return words[0]
    const word = words.find((one) => one === found)
    if (word !== undefined) return word
    throw badOption('one_of', { name, found, words: words.join(', ') })
  }

  /** A share of a whole, as `2/3` or `30 %`. */
  share(name: OptionName, found: string): Share {
    const share = writtenShare(found)
    if (share && share.numerator <= share.denominator) return share
    throw badOption('share', { name, found })
  }

  /** All candidates in an order drawn by lot; null when none was given. */
  lotOrder(candidates: number): LotOrder {
    const found = this.text('lot-order')
    if (found === null) return null
    const order = found.split(/[\s,;]+/).map((word) => (/^\d{1,6}$/.test(word) ? Number(word) : 0))
    if (isLotOrder(order, candidates)) return order
    throw badOption('lot_order', { found, candidates })
  }
}
