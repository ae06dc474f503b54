import languages from '@adonisjs/i18n/services/main'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { dayLabel, dayOfParis } from '#shared/date_label'
import { prepared } from '#shared/prepared'
import { keepsCompanyBooks } from '../../chart/chart.js'
import { balanceSheet } from '../../statements/balance_sheet.js'
import { incomeStatement, type StatementRow } from '../../statements/income_statement.js'
import type { AccountTotal } from '../../statements/trial_balance.js'
import type { ExportedYear } from '../exported_year.js'
import { type PrintedRow, TablePages } from './table_page.js'

const TOTALS = {
  name: 'treasury.export_totals',
  text: `select account, sum(debit_cents)::bigint as "debitCents", sum(credit_cents)::bigint as "creditCents"
    from ledger_lines where year = $1 group by account order by account`,
}

type Say = (key: string, values?: Record<string, string>) => string

/** The year's income statement and balance sheet with the year before beside them, in French. */
export async function* statementsPdf(
  year: ExportedYear,
  books: TransactionClientContract,
  at: Date
): AsyncGenerator<Uint8Array, void, void> {
  const french = languages.locale('fr')
  const say: Say = (key, values) => french.t(`treasury_exports.statements.${key}`, values)
  const now = await totalsOf(year.year)
  const before = await totalsOf(year.year - 1)
  const pages = new TablePages(`${year.organisation} – ${say('title')} ${year.year}`)
  const years = [String(year.year), String(year.year - 1)]
  const { organisation } = year
  const notes = notesOf(year, say)

  pages.page({ organisation, title: say('income'), notes })
  const income = incomeStatement(year.form, now, before)
  const company = keepsCompanyBooks(year.form)
  const rows = incomeRows(income.rows, (key) =>
    key === 'result' && company
      ? say('company_result')
      : french.t(`treasury.income_statement.${key}`)
  )
  pages.table({ title: say('euros'), columns: years, rows })
  const inKind = [...income.inKind.given, ...income.inKind.used]
  if (inKind.some((row) => hasFigures({ ...row, kind: 'line' }))) {
    const printed = incomeRows(inKind, (key) => french.t(`treasury.income_statement.${key}`))
    pages.table({ title: say('in_kind'), columns: years, rows: printed })
  }

  pages.page({ organisation, title: say('balance'), notes })
  const { assets, liabilities } = balanceSheet(year.form, now, before)
  pages.table({
    title: say('assets'),
    columns: [say('gross'), say('lost'), say('net'), ...years.slice(1)],
    rows: assets
      .filter((row) => row.kind === 'total' || row.grossCents !== 0 || row.lastYearCents !== 0)
      .map((row) => ({
        label: french.t(`treasury.balance_sheet.${row.key}`),
        amounts: [row.grossCents, row.depreciationCents, row.netCents, row.lastYearCents],
        level: row.level,
        kind: row.key === 'total_assets' ? 'result' : row.kind,
      })),
  })
  pages.table({
    title: say('liabilities'),
    columns: years,
    rows: liabilities.filter(hasFigures).map((row) => ({
      label: french.t(`treasury.balance_sheet.${row.key}`),
      amounts: [row.thisYearCents, row.lastYearCents],
      level: row.level,
      kind: row.key === 'total_liabilities' ? 'result' : row.kind,
    })),
  })
  yield await pages.end(say('made', { day: dayLabel(at, 'fr') }))

  function totalsOf(which: number) {
    return prepared<AccountTotal>(TOTALS, [which], books)
  }
}

function notesOf({ startsOn, endsOn, closed, opening }: ExportedYear, say: Say): string[] {
  return [
    say('year', { from: dayOfParis(startsOn, 'fr'), to: dayOfParis(endsOn, 'fr') }),
    ...(closed ? [] : [say('provisional')]),
    ...(opening === 'awaited' ? [say('opening_awaited')] : []),
  ]
}

interface WithFigures {
  kind: string
  thisYearCents: number
  lastYearCents: number
}

/** A line of which there is nothing in either year may be left out (PCG, art. 810-1). */
const hasFigures = ({ kind, thisYearCents, lastYearCents }: WithFigures) =>
  kind === 'total' || thisYearCents !== 0 || lastYearCents !== 0

/** Rows with figures, and the headings that still have something under them. */
function incomeRows(rows: StatementRow[], label: (key: string) => string): PrintedRow[] {
  const shown = rows.filter((row, index) => {
    if (row.kind !== 'heading') return hasFigures(row)
    const after = rows.slice(index + 1)
    const end = after.findIndex((other) => other.kind === 'total' || other.level <= row.level)
    return (
      row.level === 1 ||
      after.slice(0, end).some((other) => other.kind === 'line' && hasFigures(other))
    )
  })
  return shown.map(({ key, kind, level, thisYearCents, lastYearCents }) => ({
    label: label(key),
    amounts: kind === 'heading' ? [] : [thisYearCents, lastYearCents],
    level,
    kind: key === 'result' ? 'result' : kind,
  }))
}
