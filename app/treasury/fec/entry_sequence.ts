import type { Amounts } from './amount.js'
import { isDay } from './check_row.js'
import type { FecRow } from './fields.js'
import type { Tell } from './faults.js'

const SHARED = ['JournalCode', 'EcritureDate', 'ValidDate'] as const
const OPENING = 'AN'

interface OpenEntry {
  row: FecRow
  line: number
  cents: number
  readable: boolean
}

/**
 * Entries as lines go by: each balanced, its lines together and alike, numbered in one sequence,
 * openings first, the others in the order in which they were validated.
 */
export class EntrySequence {
  entries = 0
  readonly #tell: Tell
  #open: OpenEntry | null = null
  #highest: number
  #pastOpenings = false
  #lastValidated = ''
  #skipped = false

  /** `first` is the number of the first entry: 1, or 2 where the opening is left out. */
  constructor(first: number, tell: Tell) {
    this.#highest = first - 1
    this.#tell = tell
  }

  /** Takes the next line; `amounts` is null when they could not be read. */
  add(row: FecRow, line: number, amounts: Amounts | null): void {
    // A line without a number (told elsewhere) is taken as one of the entry under way.
    const number = row.EcritureNum.trim() === '' ? this.#open?.row.EcritureNum : row.EcritureNum
    if (this.#open && this.#open.row.EcritureNum === number)
      this.#checkShared(this.#open, row, line)
    else {
      this.close()
      this.#begin(row, line)
    }
    if (!this.#open) return
    if (amounts) this.#open.cents += amounts.debitCents - amounts.creditCents
    else this.#open.readable = false
  }

  /** A line that could not be read belongs to an entry that cannot be added up. */
  skip(): void {
    this.#skipped = true
    if (this.#open) this.#open.readable = false
  }

  /** Ends the entry under way: after the last line, or when another number begins. */
  close(): void {
    const entry = this.#open
    this.#open = null
    if (!entry?.readable || entry.cents === 0) return
    this.#tell('entry_balance', entry.line, `${entry.row.EcritureNum} ${entry.cents}`)
  }

  #begin(row: FecRow, line: number): void {
    this.entries += 1
    this.#open = { row, line, cents: 0, readable: !this.#skipped }
    this.#skipped = false
    this.#checkNumber(row.EcritureNum, line)
    if (row.JournalCode === OPENING) {
      if (this.#pastOpenings) this.#tell('opening_first', line, row.EcritureNum)
      // An opening stands first whenever it was validated.
      return
    }
    this.#pastOpenings = true
    if (!isDay(row.ValidDate)) return
    if (row.ValidDate < this.#lastValidated) {
      this.#tell('order', line, `${row.ValidDate} < ${this.#lastValidated}`)
    }
    this.#lastValidated = row.ValidDate
  }

  #checkNumber(number: string, line: number): void {
    if (number.trim() === '') return
    const expected = this.#highest + 1
    const value = /^[1-9]\d{0,14}$/.test(number) ? Number(number) : null
    const again = value !== null && value <= this.#highest && this.entries > 1
    if (again) this.#tell('entry_contiguous', line, number)
    else if (value !== expected) this.#tell('number_sequence', line, `${number} / ${expected}`)
    this.#highest = Math.max(this.#highest, value ?? expected)
  }

  #checkShared(entry: OpenEntry, row: FecRow, line: number): void {
    for (const field of SHARED) {
      const [first, text] = [entry.row[field], row[field]]
      if (first === text || !isReadable(field, first) || !isReadable(field, text)) continue
      this.#tell('entry_shared', line, `${field} ${text}`)
    }
  }
}

/** A blank or a day that is none is told once, not again for differing from its neighbours. */
function isReadable(field: (typeof SHARED)[number], text: string): boolean {
  return field === 'JournalCode' ? text.trim() !== '' : isDay(text)
}
