import { ReadingFault } from './reading_fault.js'

const QUOTE = '"'

/**
 * Walks through a CSV text row by row (RFC 4180): cells between quotes hold anything, other cells lose
 * the spaces around them, empty lines are left out, lines end as on any system. The separator is the
 * semicolon or the comma, whichever the first line has more of, unless it is given.
 */
export class CsvRows {
  /** The line on which the row given last begins, from 1. */
  line = 1
  /** True when that row begins with a quote. */
  quoted = false
  readonly #text: string
  readonly #separator: string
  #at: number
  #nextLine = 1

  constructor(text: string, separator = separatorOf(text)) {
    this.#text = text
    this.#at = text.startsWith('\uFEFF') ? 1 : 0
    this.#separator = separator
  }

  /** The next row; null at the end. Throws a `ReadingFault` on a quote out of its place. */
  next(): string[] | null {
    while (this.#at < this.#text.length) {
      this.line = this.#nextLine
      this.quoted = this.#text[this.#at] === QUOTE
      const row = this.#row()
      if (row.length > 1 || row[0] !== '' || this.quoted) return row
    }
    return null
  }

  #row(): string[] {
    const cells: string[] = []
    for (;;) {
      const quoted = this.#text[this.#at] === QUOTE
      cells.push(quoted ? this.#quoted() : this.#plain())
      const sign = this.#text[this.#at]
      this.#at += 1
      if (sign === this.#separator) continue
      if (sign === '\r' && this.#text[this.#at] === '\n') this.#at += 1
      this.#nextLine += 1
      return cells
    }
  }

  /** A cell up to the separator or the end of the line. */
  #plain(): string {
    const start = this.#at
    let sign = this.#text[this.#at]
    while (sign !== undefined && sign !== this.#separator && sign !== '\n' && sign !== '\r') {
      if (sign === QUOTE) throw new ReadingFault(this.#nextLine, 'quote_inside')
      this.#at += 1
      sign = this.#text[this.#at]
    }
    return this.#text.slice(start, this.#at).trim()
  }

  #quoted(): string {
    const opened = this.#nextLine
    const start = this.#at + 1
    let end = start
    for (;;) {
      end = this.#text.indexOf(QUOTE, end)
      if (end < 0) throw new ReadingFault(opened, 'quote_not_closed')
      if (this.#text[end + 1] !== QUOTE) break
      end += 2
    }
    const cell = this.#text.slice(start, end).replaceAll('""', QUOTE)
    this.#nextLine += cell.split(/\r\n|\r|\n/).length - 1
    this.#at = end + 1
    const sign = this.#text[this.#at] ?? '\n'
    if (sign === this.#separator || sign === '\n' || sign === '\r') return cell
    throw new ReadingFault(this.#nextLine, 'quote_then_text')
  }
}

function separatorOf(text: string): string {
  const [first = ''] = /[^\r\n]+/.exec(text.slice(0, 1_000_000)) ?? []
  const bare = first.replace(/"[^"]*"/g, '')
  return bare.split(';').length >= bare.split(',').length && bare.includes(';') ? ';' : ','
}

/** A row as `CsvRows` reads it back, parted by commas. */
export const csvRow = (cells: readonly (string | number)[]): string =>
  cells.map((cell) => (typeof cell === 'number' ? cell : csvCell(cell))).join(',')

const csvCell = (cell: string) =>
  /^[\w-]*$/.test(cell) ? cell : `"${cell.replaceAll(QUOTE, '""')}"`
