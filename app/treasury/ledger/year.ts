import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { prepared } from '#shared/prepared'
import { chartOf, type LegalForm } from '../chart/chart.js'

/** One year of the books. Days of Europe/Paris, both included. */
export interface Year {
  year: number
  /** Of the organisation when the year was opened: its chart is that year's. */
  form: LegalForm
  startsOn: string
  endsOn: string
  openingReserved: boolean
  closed: boolean
}

const YEAR = `select y.year, y.form, to_char(y.starts_on, 'YYYY-MM-DD') as "startsOn",
  to_char(y.ends_on, 'YYYY-MM-DD') as "endsOn", y.opening_reserved as "openingReserved",
  exists (select from ledger_closings c where c.year = y.year) as closed from ledger_years y`

const OF_DAY = {
  name: 'treasury.year_of_day',
  text: `${YEAR} where $1::date between y.starts_on and y.ends_on`,
}
const YEARS = { name: 'treasury.years', text: `${YEAR} order by y.year desc` }
const FORM = { name: 'treasury.legal_form', text: 'select legal_form as form from organisation' }

/** All years of the books, the last one first. */
export function ledgerYears(transaction?: TransactionClientContract): Promise<Year[]> {
  return prepared(YEARS, [], transaction)
}

/** The year that holds a day; null while it is not opened. */
export async function yearOf(
  day: string,
  transaction?: TransactionClientContract
): Promise<Year | null> {
  const [year] = await prepared<Year>(OF_DAY, [day], transaction)
  return year ?? null
}

/**
 * The civil year that holds a day, opened when it is not: with the chart of the legal form of that
 * moment, and its first number kept for the balances of the year before, when there is one.
 */
export async function openYearOf(
  day: string,
  at: Date,
  transaction: TransactionClientContract,
  openedById: number | null = null
): Promise<Year> {
  const known = await yearOf(day, transaction)
  if (known) return known
  await transaction.rawQuery(`select pg_advisory_xact_lock(hashtext('ledger_years'))`)
  const meanwhile = await yearOf(day, transaction)
  if (meanwhile) return meanwhile
  const year = Number(day.slice(0, 4))
  const [organisation] = await prepared<{ form: LegalForm | null }>(FORM, [], transaction)
  const form = organisation?.form ?? 'collective'
  const before = await transaction.from('ledger_years').where('year', '<', year).first()
  await transaction.table('ledger_years').insert({
    year,
    form,
    starts_on: `${year}-01-01`,
    ends_on: `${year}-12-31`,
    opening_reserved: before !== null,
    opened_by_id: openedById,
    opened_at: at,
  })
  const accounts = chartOf(form, year).map(({ code, label }) => ({ year, code, label }))
  await transaction.insertQuery().table('ledger_accounts').multiInsert(accounts)
  const opened = await yearOf(day, transaction)
  if (!opened) throw new Error(`The year ${year} could not be opened`)
  return opened
}

const LATER = {
  name: 'treasury.later_year',
  text: `select (select extract(year from $1::date)::int) < min(year) as before,
      coalesce(bool_or(c.year is not null and $1::date between y.starts_on and y.ends_on), false) as closed
    from ledger_years y left join ledger_closings c using (year)`,
}

/**
 * The day under which something that happened on `day` and is learnt of `today` goes in the books:
 * its own, unless its year is closed or was never opened though a later one was.
 */
export async function postingDay(
  day: string,
  today: string,
  transaction: TransactionClientContract
): Promise<string> {
  const [later] = await prepared<{ before: boolean | null; closed: boolean }>(
    LATER,
    [day],
    transaction
  )
  return later?.before || later?.closed ? today : day
}
