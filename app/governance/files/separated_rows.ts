import { done } from '#shared/result'
import { faulty, type Read } from './file_fault.js'

/** A row of a file of separated cells. */
export interface SeparatedRow {
  /** The line it starts on, from 1. */
  line: number
  cells: string[]
  /** True when its first cell stood between quotes: it is a value, never a heading. */
  quoted: boolean
}

/**
 * The rows of a text whose cells are parted by one character. A cell that starts with `"` ends with `"`,
 * holds anything, and doubles the quotes inside; other cells lose the spaces around them. Empty lines
 * are left out.
 */
export function separatedRows(
  text: string,
  separator: string,
  mostRows: number
): Read<SeparatedRow[]> {
  const rows: SeparatedRow[] = []
  let row: SeparatedRow = { line: 1, cells: [], quoted: false }
  let [at, line] = [text.startsWith('\uFEFF') ? 1 : 0, 1]
  while (at <= text.length) {
    const quoted = text[at] === '"'
    const end = quoted ? endOfQuotes(text, at) : endOfCell(text, at, separator)
    if (end === null) return faulty(line, 'quote_not_closed')
    const cell = quoted ? text.slice(at + 1, end - 1).replaceAll('""', '"') : text.slice(at, end)
    if (row.cells.length === 0) row.quoted = quoted
    row.cells.push(quoted ? cell : cell.trim())
    if (quoted) line += cell.split('\n').length - 1
    at = end
    if (text[at] === '\r' && (text[at + 1] === '\n' || at + 1 === text.length)) at++
    const closes = at >= text.length || text[at] === '\n'
    if (!closes && text[at] !== separator) return faulty(line, 'quote_then_text')
    at++
    if (!closes) continue
    if (row.quoted || row.cells.length > 1 || row.cells[0]) rows.push(row)
    if (rows.length > mostRows) return faulty(line, 'too_many_rows', { most: mostRows })
    line++
    row = { line, cells: [], quoted: false }
  }
  return done(rows)
}

/** A row as `separatedRows` reads it back. */
export const separatedRow = (cells: readonly string[], separator: string): string =>
  cells.map((cell) => (isPlain(cell, separator) ? cell : quote(cell))).join(separator)

/** A cell that could be taken for something else: written between quotes. */
export const quote = (cell: string): string => `"${cell.replaceAll('"', '""')}"`

const isPlain = (cell: string, separator: string) =>
  cell === cell.trim() && !/["\r\n]/.test(cell) && !cell.includes(separator)

function endOfCell(text: string, from: number, separator: string): number {
  let at = from
  while (at < text.length && text[at] !== separator && text[at] !== '\n') at++
  return at > from && text[at - 1] === '\r' && text[at] !== separator ? at - 1 : at
}

/** Just after the closing quote; null when there is none. */
function endOfQuotes(text: string, from: number): number | null {
  for (let at = text.indexOf('"', from + 1); at >= 0; at = text.indexOf('"', at + 2)) {
    if (text[at + 1] !== '"') return at + 1
  }
  return null
}
