import type { Unranked } from '../methods/schulze/compared_papers.js'
import { MOST_CANDIDATES, MOST_NAME } from './limits.js'
import { checkNames, ReadingFault, wholeNumber } from './reading_fault.js'

/** What stands for a paper without any name; the second is an older spelling. */
export const BLANK_RANKINGS: readonly string[] = ['/EMPTY_RANKING/', '/EMPTY/']

/** A name as it is read: without blanks around it, one blank for several inside. */
export const tidy = (name: string): string => name.trim().replace(/\s+/g, ' ')

/** The settings (`#/`) of a file in the Condorcet Election Format; those it does not know are read past. */
export class CvotesSettings {
  title = ''
  /** Null when the file does not list them. */
  candidates: string[] | null = null
  seats = 1
  weights = false
  unranked: Unranked = 'last'
  #withdrawn: string[] = []
  #withdrawnLine = 0
  readonly #given = new Set<string>()

  /** Takes one line; throws a `ReadingFault` on what the format does not allow. */
  take(whole: string, line: number, late: boolean) {
    const fault = (key: string) => new ReadingFault(line, key, { found: whole.trim() })
    const [, name, value] = /^#\/(.*?\S):(.*)$/.exec(whole) ?? []
    if (name === undefined || value === undefined) throw fault('cvotes_setting')
    const setting = tidy(name).toLowerCase().replace('seats', 'seat')
    if (late) throw fault('cvotes_late_setting')
    if (this.#given.has(setting)) throw fault('cvotes_twice_setting')
    this.#given.add(setting)
    switch (setting) {
      case 'candidates':
        this.candidates = namesIn(value, line)
        checkNames(this.candidates, line)
        break
      case 'number of seat': {
        const seats = wholeNumber(value.trim())
        if (!seats || seats > MOST_CANDIDATES) throw fault('cvotes_seats')
        this.seats = seats
        break
      }
      case 'implicit ranking':
        this.unranked = isTrue(value, line) ? 'last' : 'ignored'
        break
      case 'weight allowed':
        this.weights = isTrue(value, line)
        break
      case 'title':
        this.title = tidy(value)
        if (this.title.length > MOST_NAME) throw fault('cvotes_setting')
        break
      case 'withdrawn':
        this.#withdrawn = namesIn(value, line)
        this.#withdrawnLine = line
    }
  }

  /** The numbers of those who stepped back. */
  withdrawnNumbers(numbers: ReadonlyMap<string, number>): number[] {
    const withdrawn = this.#withdrawn.map((name) => {
      const number = numbers.get(name)
      if (number !== undefined) return number
      throw new ReadingFault(this.#withdrawnLine, 'cvotes_withdrawn', { found: name })
    })
    return [...new Set(withdrawn)].toSorted((a, b) => a - b)
  }
}

/** What parts names, ranks, tags and counts: no name holds it. */
const RESERVED = /[><=*^#|]/

function namesIn(value: string, line: number): string[] {
  const names = value.split(';').map(tidy)
  const found = names.find((name) => RESERVED.test(name) || BLANK_RANKINGS.includes(name))
  if (found !== undefined) throw new ReadingFault(line, 'cvotes_name', { found })
  return names
}

function isTrue(value: string, line: number): boolean {
  const word = value.trim().toLowerCase()
  if (word === 'true' || word === 'false') return word === 'true'
  throw new ReadingFault(line, 'cvotes_true_false', { found: value.trim() })
}
