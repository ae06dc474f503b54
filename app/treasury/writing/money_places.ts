import { accountFor } from '../chart/account_for.js'
import type { LegalForm } from '../chart/chart.js'

/** Where the network's money lies, as a treasurer says it. */
export const PLACES = ['bank', 'savings', 'cash'] as const
export type Place = (typeof PLACES)[number]

/** How a bill was paid, or how money came. */
export const MEANS = ['transfer', 'card', 'direct_debit', 'cash'] as const
export type Means = (typeof MEANS)[number]

/** The interest-bearing account; a sub-account of the banks' 512. */
const SAVINGS = '512110'

/** The account of the chart that stands for a place. */
export function placeAccount(place: Place, form: LegalForm, year: number): string {
  return place === 'savings' ? SAVINGS : accountFor(place, form, year)
}

/** Whether an account holds money that can leave: banks, providers, the cash box. */
export function isMoney(account: string): boolean {
  return account.startsWith('512') || account.startsWith('53')
}

/** Whether an account is the cash box, which two persons always look into. */
export function isCash(account: string): boolean {
  return account.startsWith('53')
}
