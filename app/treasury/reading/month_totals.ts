import { prepared } from '#shared/prepared'

/** What an account of charges (class 6) or of income (class 7) received in a month, in cents. */
export interface MonthTotal {
  /** As `2026-03`. */
  month: string
  account: string
  label: string
  /** Above zero for what is usual: a cost in class 6, income in class 7. */
  cents: number
}

/** $1 and $2 the first and the last day, both included. */
const TOTALS = {
  name: 'treasury.month_totals',
  text: `select to_char(e.entry_on, 'YYYY-MM') as month, l.account, max(a.label) as label,
      sum(case when l.account like '6%' then l.debit_cents - l.credit_cents
        else l.credit_cents - l.debit_cents end)::bigint as cents
    from ledger_entries e join ledger_lines l using (year, number)
    join ledger_accounts a on a.year = l.year and a.code = l.account
    where e.entry_on between $1 and $2 and l.account ~ '^[67](?!89)'
    group by 1, 2 order by 1, 2`,
}

/**
 * Costs and income of each month, by account, from the books only. What is set aside for a campaign
 * (689) and taken back (789) is neither: the money stays.
 */
export function monthTotals(from: string, until: string): Promise<MonthTotal[]> {
  return prepared(TOTALS, [from, until])
}

/** The last months up to a day's own, oldest first, as `2026-03`. */
export function monthsUpTo(day: string, count: number): string[] {
  const [year = 0, month = 1] = day.split('-').map(Number)
  return Array.from({ length: count }, (_, index) => {
    const at = new Date(Date.UTC(year, month - count + index, 1))
    return at.toISOString().slice(0, 7)
  })
}
