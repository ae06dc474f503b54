import { CsvRows } from './csv_rows.js'
import { ReadingFault } from './reading_fault.js'

/** A column and the words that may head it; the first is the one that is written. */
export type Headings<Column extends string> = readonly (readonly [Column, ...string[]])[]

/**
 * Rows of a table whose columns are known by their headings, in any order; neither capitals nor
 * accents matter. `nameless` columns only number the rows and are not read.
 */
export class HeadedRows<Column extends string> {
  readonly #rows: CsvRows
  readonly #at = new Map<string, number>()
  readonly #width: number
  #cells: readonly string[] = []

  /** Throws a `ReadingFault` on a heading that is unknown or twice there, or when the first is missing. */
  constructor(text: string, headings: Headings<Column>) {
    this.#rows = new CsvRows(text)
    const heading = this.#rows.next()
    if (!heading) throw new ReadingFault(1, 'empty_file')
    this.#width = heading.length
    const expected = headings.map(([column]) => column).join(', ')
    for (const [at, found] of heading.entries()) {
      const [column] =
        headings.find((words) => (words as readonly string[]).includes(plain(found))) ?? []
      if (column === undefined || this.#at.has(column))
        throw this.fault('heading', { found, expected })
      this.#at.set(column, at)
    }
    const [[first] = ['']] = headings
    if (!this.#at.has(first)) throw this.fault('heading_missing', { found: first, expected })
  }

  /** Goes to the next row; false at the end. */
  next(): boolean {
    const cells = this.#rows.next()
    if (!cells) return false
    if (cells.length !== this.#width) {
      throw this.fault('csv_cells', { needed: this.#width, found: cells.length })
    }
    this.#cells = cells
    return true
  }

  get line(): number {
    return this.#rows.line
  }

  /** The cell under a heading, empty where the table has no such column. */
  cell(column: Column): string {
    const at = this.#at.get(column)
    return at === undefined ? '' : (this.#cells[at] ?? '')
  }

  fault(key: string, words: Record<string, string | number>): ReadingFault {
    return new ReadingFault(this.#rows.line, key, words)
  }
}

/** A word without capitals nor accents. */
export const plain = (word: string): string =>
  word.normalize('NFD').replace(/\p{M}/gu, '').trim().toLowerCase()
