import { prepared } from '#shared/prepared'
import { BALANCE_UNTIL, YEAR_BALANCE } from './trial_balance_statements.js'

/** What was written on both sides of an account, in cents; the balance is above zero on the debit side. */
export interface AccountTotals {
  account: string
  label: string
  debitCents: number
  creditCents: number
  balanceCents: number
}

/** Every account of a year on which something is written, in the order of the chart. */
export function trialBalance(
  year: number,
  { until = null }: { until?: string | null } = {}
): Promise<AccountTotals[]> {
  return until === null ? prepared(YEAR_BALANCE, [year]) : prepared(BALANCE_UNTIL, [year, until])
}
