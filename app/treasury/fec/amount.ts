import type { FecRow } from './fields.js'
import type { Tell } from './faults.js'

const AMOUNT = /^(?:0|[1-9]\d{0,11}),\d{2}$/
const GROUPED = /^-?\d{1,3}(?:[\s.’'\u{A0}\u{202F}]\d{3})+,\d{2}$/u

/** The cents of an amount written as a FEC writes them (`20,00`); null and told when it is not. */
export function centsOf(text: string, field: string, line: number, tell: Tell): number | null {
  if (AMOUNT.test(text)) return Number(text.replace(',', ''))
  const bare = text.replace(/^-/, '')
  const rule = GROUPED.test(text)
    ? 'thousands_separator'
    : AMOUNT.test(bare)
      ? 'negative'
      : 'decimal_comma'
  tell(rule, line, `${field} ${text}`)
  return null
}

export interface Amounts {
  debitCents: number
  creditCents: number
}

/** Debit and credit of a line, of which exactly one is above zero; null and told when they are not. */
export function amountsOf(row: FecRow, line: number, tell: Tell): Amounts | null {
  const debitCents = centsOf(row.Debit, 'Debit', line, tell)
  const creditCents = centsOf(row.Credit, 'Credit', line, tell)
  if (debitCents === null || creditCents === null) return null
  if (debitCents > 0 === creditCents > 0) tell('one_side', line, `${row.Debit} ${row.Credit}`)
  return { debitCents, creditCents }
}
