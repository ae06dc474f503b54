import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { prepared } from '#shared/prepared'
import type { LegalForm } from '../chart/chart.js'
import { registrationNumbers } from './registration_numbers.js'

/** What a file says of the year that it holds. Days of Europe/Paris; amounts in cents. */
export interface ExportedYear {
  year: number
  form: LegalForm
  startsOn: string
  endsOn: string
  closed: boolean
  /** The first number is kept for balances that are not in the books yet. */
  opening: 'none' | 'awaited' | 'written'
  entries: number
  lines: number
  debitCents: number
  creditCents: number
  lastNumber: number
  organisation: string
  siren: string | null
  rna: string | null
}

const YEAR = {
  name: 'treasury.exported_year',
  text: `select y.year, y.form, to_char(y.starts_on, 'YYYY-MM-DD') as "startsOn",
      to_char(y.ends_on, 'YYYY-MM-DD') as "endsOn",
      exists (select from ledger_closings c where c.year = y.year) as closed,
      case when not y.opening_reserved then 'none'
        when exists (select from ledger_entries e where e.year = y.year and e.number = 1) then 'written'
        else 'awaited' end as opening,
      (select count(*)::integer from ledger_entries e where e.year = y.year) as entries,
      coalesce((select max(number) from ledger_entries e where e.year = y.year), 0) as "lastNumber",
      l.lines, l.debit as "debitCents", l.credit as "creditCents",
      coalesce(o.name, '') as organisation, coalesce(o.registration, '') as registration
    from ledger_years y left join organisation o on true,
      lateral (select count(*)::integer as lines, coalesce(sum(debit_cents), 0)::bigint as debit,
        coalesce(sum(credit_cents), 0)::bigint as credit from ledger_lines l where l.year = y.year) l
   where y.year = $1`,
}

/** A year of the books as its exports tell it; null when no such year was opened. */
export async function exportedYear(
  year: number,
  books: TransactionClientContract
): Promise<ExportedYear | null> {
  // What the column could not hold is no year of the books.
  if (!Number.isInteger(year) || year < 1 || year > 9999) return null
  const [row] = await prepared<Omit<ExportedYear, 'siren' | 'rna'> & { registration: string }>(
    YEAR,
    [year],
    books
  )
  if (!row) return null
  const { registration, ...facts } = row
  return { ...facts, ...registrationNumbers(registration) }
}
