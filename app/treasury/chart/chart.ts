import type { LEGAL_FORMS } from '#organisation/organisation_form'
import { ASSOCIATION_ACCOUNTS } from './association_accounts.js'
import { COMMON_ACCOUNTS } from './common_accounts.js'
import { COMMON_RESULTS, IN_KIND_ACCOUNTS } from './common_results.js'
import { COMPANY_ACCOUNTS } from './company_accounts.js'
import { OLDER_ASSOCIATION, OLDER_COMPANY } from './older_accounts.js'

export type LegalForm = (typeof LEGAL_FORMS)[number]

/** An account of the chart: its number, three to eight digits, and its official French name. */
export interface Account {
  code: string
  label: string
}

/** Whether a form keeps a company's books; an association and a collective keep an association's. */
export function keepsCompanyBooks(form: LegalForm): boolean {
  return form === 'cooperative' || form === 'sole_trader'
}

/** The chart of accounts of a form for the year opened in `year`, in the order of the numbers. */
export function chartOf(form: LegalForm, year: number): Account[] {
  const company = keepsCompanyBooks(form)
  const own = company ? COMPANY_ACCOUNTS : ASSOCIATION_ACCOUNTS
  const labels = { ...COMMON_ACCOUNTS, ...COMMON_RESULTS, ...IN_KIND_ACCOUNTS, ...own }
  for (const older of company ? OLDER_COMPANY : OLDER_ASSOCIATION) {
    if (year >= older.before) continue
    for (const code of older.absent) delete labels[code]
    Object.assign(labels, older.accounts)
  }
  return Object.entries(labels)
    .map(([code, label]) => ({ code, label }))
    .sort((one, other) => (one.code < other.code ? -1 : 1))
}
