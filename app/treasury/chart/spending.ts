import { keepsCompanyBooks, type LegalForm } from './chart.js'

const ACCOUNTS = {
  hosting: '6135',
  domain_and_mail: '626',
  insurance: '616',
  supplies: '6064',
  stamps_and_telephone: '626',
  bank_fees: '6278',
  room_hire: '6132',
  printing: '6236',
  volunteer_travel: '6251',
  computers_kept: '2183',
  online_software: '6511',
  professional_fees: '6226',
  federation_dues: '6281',
  aid_paid: '6571',
  other: '6288',
} as const

/** What a treasurer who is no accountant says a bill was for. */
export type SpendingCategory = keyof typeof ACCOUNTS

export const SPENDING_CATEGORIES = Object.keys(ACCOUNTS) as SpendingCategory[]

/** The translation key of a category's name. */
export function spendingLabelKey(
  category: SpendingCategory
): `treasury_entries.spending.${string}` {
  return `treasury_entries.spending.${category}`
}

/** The account that a bill of this category is charged to. */
export function spendingAccount(category: SpendingCategory, form: LegalForm, year: number): string {
  // A company's 657 is something else: what it gives goes with its current gifts.
  if (category === 'aid_paid' && keepsCompanyBooks(form)) return '6238'
  // Statutory dues to a federation left 6586 for 6281 with the chart of 2025.
  if (category === 'federation_dues' && year < 2025 && !keepsCompanyBooks(form)) return '6586'
  return ACCOUNTS[category]
}
