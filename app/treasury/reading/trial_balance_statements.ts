const balance = (name: string, sums: string) => ({
  name,
  text: `select a.code as account, a.label, t.debit as "debitCents", t.credit as "creditCents",
      t.debit - t.credit as "balanceCents"
    from (select l.account, sum(l.debit_cents)::bigint as debit, sum(l.credit_cents)::bigint as credit
      from ${sums} group by l.account) t
    join ledger_accounts a on a.year = $1 and a.code = t.account order by a.code collate "C"`,
})

/** The accounts of a year, $1: the days of its entries do not matter, its lines are added up as they stand. */
export const YEAR_BALANCE = balance('treasury.trial_balance', 'ledger_lines l where l.year = $1')

/** The same up to a day, $2. */
export const BALANCE_UNTIL = balance(
  'treasury.trial_balance_until',
  'ledger_lines l join ledger_entries e using (year, number) where l.year = $1 and e.entry_on <= $2'
)
