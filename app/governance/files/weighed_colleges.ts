import type { College } from '../methods/motion/motion_parameters.js'
import { MOST_NAME } from './limits.js'
import type { ReadingFault } from './reading_fault.js'
import { writtenShare } from './written_share.js'

const MOST_COLLEGES = 1000

type Fault = (key: string, words: Record<string, string | number>) => ReadingFault

/** Gathers the colleges that the rows of a table name, each with one weight, or all without. */
export class WeighedColleges {
  readonly #weights = new Map<string, College['weight'] | null>()

  /** Takes the cells of a row; throws on a weight that is none, or not the college's. Answers its name. */
  take(name: string, written: string, fault: Fault): string | null {
    const weight = written === '' ? null : writtenShare(written)
    if (written !== '' && !weight) throw fault('weight', { found: written })
    if (name === '') {
      if (weight && weight.numerator !== weight.denominator) {
        throw fault('weight_without_college', { found: written })
      }
      return null
    }
    if (name.length > MOST_NAME) throw fault('name_too_long', { most: MOST_NAME })
    const known = this.#weights.get(name)
    if (known === undefined) this.#weights.set(name, weight)
    else if (known?.numerator !== weight?.numerator || known?.denominator !== weight?.denominator) {
      throw fault('college_weights', { found: name })
    }
    if (this.#weights.size > MOST_COLLEGES)
      throw fault('too_many_colleges', { most: MOST_COLLEGES })
    return name
  }

  get names(): string[] {
    return [...this.#weights.keys()].toSorted(byUnits)
  }

  /** In the order of their names, which no order of rows changes; null when no row weighs any. */
  get weighed(): College[] | null {
    const colleges: College[] = []
    for (const name of this.names) {
      const weight = this.#weights.get(name)
      if (weight) colleges.push({ name, weight })
    }
    return colleges.length > 0 ? colleges : null
  }
}

const byUnits = (a: string, b: string) => (a < b ? -1 : Number(a > b))
