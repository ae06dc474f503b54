import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { parisDay, parisInstant } from '#shared/paris'
import { prepared } from '#shared/prepared'
import type { DraftEntry } from '../ledger/entry.js'
import { ledgerYears, openYearOf } from '../ledger/year.js'
import { restOf } from './expert_lines.js'

/** Why an entry cannot be kept; each is a sentence `treasury.refusals.…`. */
export type EntryRefusal =
  | 'unbalanced'
  | 'too_few_lines'
  | 'day'
  | 'future'
  | 'closed_year'
  | 'no_such_year'
  | 'piece_later'
  | 'unknown_account'
  | 'too_much'

const MOST_CENTS = 100_000_000_000

/** Null when the entry may be kept; opens the year of today's entries when nobody has yet. */
export async function refusalOf(
  entry: DraftEntry,
  at: Date,
  transaction: TransactionClientContract
): Promise<EntryRefusal | null> {
  const today = parisDay(at)
  if (!parisInstant(entry.entryOn, '12:00') || !parisInstant(entry.pieceOn, '12:00')) return 'day'
  if (entry.entryOn > today) return 'future'
  if (entry.pieceOn > today) return 'piece_later'
  if (entry.lines.length < 2) return 'too_few_lines'
  if (entry.lines.some((line) => line.debitCents + line.creditCents > MOST_CENTS)) return 'too_much'
  if (restOf(entry.lines) !== 0) return 'unbalanced'
  const year = await writableYear(entry.entryOn, today, at, transaction)
  if (typeof year === 'string') return year
  return (await knowsAll(year, entry, transaction)) ? null : 'unknown_account'
}

async function writableYear(
  day: string,
  today: string,
  at: Date,
  transaction: TransactionClientContract
): Promise<number | 'closed_year' | 'no_such_year'> {
  const years = await ledgerYears(transaction)
  const own = years.find(({ startsOn, endsOn }) => startsOn <= day && day <= endsOn)
  if (own) return own.closed ? 'closed_year' : own.year
  if (day.slice(0, 4) !== today.slice(0, 4)) return 'no_such_year'
  return (await openYearOf(day, at, transaction)).year
}

const KNOWN = {
  name: 'treasury.known_accounts',
  text: 'select count(*)::int as known from ledger_accounts where year = $1 and code = any($2)',
}

async function knowsAll(
  year: number,
  { lines }: DraftEntry,
  transaction: TransactionClientContract
): Promise<boolean> {
  const codes = [...new Set(lines.map(({ account }) => account))]
  const [row] = await prepared<{ known: number }>(KNOWN, [year, codes], transaction)
  return row?.known === codes.length
}
