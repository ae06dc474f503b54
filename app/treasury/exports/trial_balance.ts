import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { prepared } from '#shared/prepared'
import { TRIAL_BALANCE } from './trial_balance_statement.js'

/** An account of a trial balance, in cents: what it opened with, and what moved after. */
export interface BalanceLine {
  code: string
  label: string
  openingDebitCents: number
  openingCreditCents: number
  debitCents: number
  creditCents: number
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
