import { centsOf } from './amount.js'
import type { FecField, FecRow } from './fields.js'
import type { Tell } from './faults.js'

const REQUIRED: FecField[] = [
  ...(['JournalCode', 'JournalLib', 'EcritureNum', 'EcritureDate', 'CompteNum'] as const),
  ...(['CompteLib', 'PieceRef', 'PieceDate', 'EcritureLib', 'ValidDate'] as const),
]
const DATES: FecField[] = ['EcritureDate', 'PieceDate', 'DateLet', 'ValidDate']
/** What breaks an import or hides in it: controls, the other separator, back slash, no-break spaces. */
const UNCLEAN = /[\p{Cc}|\\\u{A0}\u{2007}\u{202F}\u{FEFF}\u{FFFD}]/u

const blank = (text: string) => text.trim() === ''

/** Whether `AAAAMMJJ` is a day of the calendar. */
export function isDay(text: string): boolean {
  if (!/^\d{8}$/.test(text)) return false
  const day = `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`
  const time = Date.parse(`${day}T00:00:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day)
}

/** The rules that a line keeps or breaks by itself; `from` and `to` are the year's ends, `AAAAMMJJ`. */
export function checkRow(row: FecRow, line: number, from: string, to: string, tell: Tell): void {
  for (const [field, text] of Object.entries(row)) {
    if (UNCLEAN.test(text)) tell('characters', line, field)
  }
  for (const field of REQUIRED) if (blank(row[field])) tell('required', line, field)
  for (const field of DATES) {
    if (!blank(row[field]) && !isDay(row[field])) tell('date', line, `${field} ${row[field]}`)
  }
  checkDays(row, line, from, to, tell)
  if (!blank(row.CompteNum) && !/^\d{3}/.test(row.CompteNum)) {
    tell('account_digits', line, row.CompteNum)
  }
  checkPairs(row, line, tell)
}

function checkDays(row: FecRow, line: number, from: string, to: string, tell: Tell): void {
  const { EcritureDate: entry, PieceDate: piece, ValidDate: valid } = row
  if (isDay(entry) && (entry < from || entry > to)) tell('entry_date', line, entry)
  if (isDay(piece) && isDay(valid) && piece > valid) tell('piece_date', line, `${piece} > ${valid}`)
}

function checkPairs(row: FecRow, line: number, tell: Tell): void {
  if (blank(row.CompAuxNum) !== blank(row.CompAuxLib)) tell('auxiliary_pair', line, row.CompAuxNum)
  if (blank(row.EcritureLet) !== blank(row.DateLet)) tell('lettering_pair', line, row.EcritureLet)
  if (blank(row.Montantdevise) !== blank(row.Idevise)) tell('currency_pair', line, row.Idevise)
  // An amount in a foreign currency may bear a sign; euros are in Debit and Credit.
  if (!blank(row.Montantdevise)) {
    centsOf(row.Montantdevise.replace(/^-/, ''), 'Montantdevise', line, tell)
  }
  if (!blank(row.Idevise) && (!/^[A-Z]{3}$/.test(row.Idevise) || row.Idevise === 'EUR')) {
    tell('currency_code', line, row.Idevise)
  }
}
