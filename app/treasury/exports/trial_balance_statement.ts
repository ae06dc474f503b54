/** Each account that a year ($1) moved: its sums, those of the opening apart. */
export const TRIAL_BALANCE = {
  name: 'treasury.export_balance',
  text: `select a.code, a.label,
      coalesce(o.debit, 0) as "openingDebitCents", coalesce(o.credit, 0) as "openingCreditCents",
      t.debit - coalesce(o.debit, 0) as "debitCents", t.credit - coalesce(o.credit, 0) as "creditCents"
    from (select account, sum(debit_cents)::bigint as debit, sum(credit_cents)::bigint as credit
      from ledger_lines where year = $1 group by account) t
    left join (select l.account, sum(l.debit_cents)::bigint as debit, sum(l.credit_cents)::bigint as credit
      from ledger_lines l join ledger_years y on y.year = l.year and y.opening_reserved
      where l.year = $1 and l.number = 1 group by l.account) o on o.account = t.account
    join ledger_accounts a on a.year = $1 and a.code = t.account
   order by a.code collate "C"`,
}
