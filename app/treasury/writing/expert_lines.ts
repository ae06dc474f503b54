import { typedCents } from '#shared/euros'
import type { Line } from '../ledger/entry.js'

/** A line as it was typed: texts, of which some may be empty. */
export interface TypedLine {
  account: string
  auxiliary: string
  debit: string
  credit: string
}

export const MOST_LINES = 20

/** Why a typed line is none: `both` sides or `neither`, an amount or a code that cannot be read. */
export type LineRefusal = 'account' | 'amount' | 'side' | 'auxiliary'

const AUXILIARY = /^[A-Z][A-Z0-9]{0,16}$/

/** Reads the lines that were filled in; gives the first that cannot be read, counted from 1. */
export function readLines(
  typed: readonly TypedLine[]
): { lines: Line[] } | { refusal: LineRefusal; line: number } {
  const lines: Line[] = []
  for (const [index, one] of typed.entries()) {
    if (Object.values(one).every((text) => text.trim() === '')) continue
    const line = readLine(one)
    if (typeof line === 'string') return { refusal: line, line: index + 1 }
    lines.push(line)
  }
  return { lines }
}

function readLine({ account, auxiliary, debit, credit }: TypedLine): Line | LineRefusal {
  // A list of accounts gives « 6135 Locations »: the number comes first.
  const [code = ''] = account.trim().split(/\s/)
  if (!/^[1-8]\d{2,7}$/.test(code)) return 'account'
  const debitCents = debit.trim() === '' ? 0 : typedCents(debit)
  const creditCents = credit.trim() === '' ? 0 : typedCents(credit)
  if (debitCents === null || creditCents === null) return 'amount'
  if (debitCents > 0 === creditCents > 0) return 'side'
  const whose = auxiliary.trim().toUpperCase() || null
  if (whose !== null && (!AUXILIARY.test(whose) || !code.startsWith('4'))) return 'auxiliary'
  return {
    account: code,
    auxiliary: whose,
    debitCents,
    creditCents,
    campaignId: null,
    paymentId: null,
  }
}

/** Debits less credits, in cents: zero when the entry holds. */
export function restOf(lines: readonly Line[]): number {
  return lines.reduce((sum, line) => sum + line.debitCents - line.creditCents, 0)
}
