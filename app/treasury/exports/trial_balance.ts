import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { prepared } from '#shared/prepared'

/** An account of a trial balance, in cents: what it opened with, and what moved after. */
export interface BalanceLine {
  code: string
  label: string
  openingDebitCents: number
  openingCreditCents: number
  debitCents: number
  creditCents: number
}

export const TRIAL_BALANCE = {
  name: 'treasury.export_balance',
  text: `select a.code, a.label, l."openingDebitCents", l."openingCreditCents", l."debitCents", l."creditCents"
    from (select account,
        coalesce(sum(debit_cents) filter (where opening), 0)::bigint as "openingDebitCents",
        coalesce(sum(credit_cents) filter (where opening), 0)::bigint as "openingCreditCents",
        coalesce(sum(debit_cents) filter (where not opening), 0)::bigint as "debitCents",
        coalesce(sum(credit_cents) filter (where not opening), 0)::bigint as "creditCents"
      from (select l.account, l.debit_cents, l.credit_cents, y.opening_reserved and l.number = 1 as opening
          from ledger_lines l join ledger_years y on y.year = l.year where l.year = $1) lines
      group by account) l
    join ledger_accounts a on a.year = $1 and a.code = l.account
   order by a.code collate "C"`,
}

/** The accounts that a year moved, in the order of their numbers. */
export function trialBalance(
  year: number,
  books: TransactionClientContract
): Promise<BalanceLine[]> {
  return prepared(TRIAL_BALANCE, [year], books)
}

/** What an account holds at the end: debits less credits, opening included. */
export function balanceCents(line: BalanceLine): number {
  return line.openingDebitCents + line.debitCents - line.openingCreditCents - line.creditCents
}
