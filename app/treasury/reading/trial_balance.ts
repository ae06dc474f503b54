import { prepared } from '#shared/prepared'

/** What was written on both sides of an account, in cents; the balance is above zero on the debit side. */
export interface AccountTotals {
  account: string
  label: string
  debitCents: number
  creditCents: number
  balanceCents: number
}

/** $1 the year, $2 the last day or null. */
const BALANCE = {
  name: 'treasury.trial_balance',
  text: `select a.code as account, a.label, t.debit as "debitCents", t.credit as "creditCents",
      t.debit - t.credit as "balanceCents"
    from (select l.account, sum(l.debit_cents)::bigint as debit, sum(l.credit_cents)::bigint as credit
      from ledger_lines l join ledger_entries e using (year, number)
      where l.year = $1 and ($2::date is null or e.entry_on <= $2) group by l.account) t
    join ledger_accounts a on a.year = $1 and a.code = t.account order by a.code collate "C"`,
}

/** Every account of a year on which something is written, in the order of the chart. */
export function trialBalance(
  year: number,
  { until = null }: { until?: string | null } = {}
): Promise<AccountTotals[]> {
  return prepared(BALANCE, [year, until])
}
