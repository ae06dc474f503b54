export type IncomeSection =
  `${'operating' | 'financial' | 'exceptional'}_${'products' | 'charges'}` | 'levies'

/**
 * A row of an income statement before figures: a line takes the accounts of its prefixes (the longest
 * wins), an `of_which` repeats a part of the line above, a total adds and takes off whole sections.
 */
export type IncomePiece = { key: string; level: number } & (
  | { kind: 'heading' }
  | { kind: 'line'; section: IncomeSection; accounts: readonly string[] }
  | { kind: 'of_which'; section: IncomeSection; accounts: readonly string[] }
  | { kind: 'total'; plus: readonly IncomeSection[]; minus: readonly IncomeSection[] }
)

const heading = (level: number, key: string): IncomePiece => ({ kind: 'heading', level, key })
const total = (key: string, plus: IncomeSection[], minus: IncomeSection[] = []): IncomePiece => ({
  ...{ kind: 'total', level: 1, key, plus, minus },
})
const lines = (
  section: IncomeSection,
  rows: Record<string, string>,
  level = 2,
  kind: 'line' | 'of_which' = 'line'
): IncomePiece[] =>
  Object.entries(rows).map(([key, accounts]) => ({
    ...{ kind, level, key, section, accounts: accounts.split(' ') },
  }))

/** From the financial items to the result: the same for both. */
const END: IncomePiece[] = [
  ...lines('financial_products', { financial_products: '76 786 796' }),
  ...lines('financial_charges', { financial_charges: '66 686' }),
  total('financial_result', ['financial_products'], ['financial_charges']),
  total(
    'current_result',
    ['operating_products', 'financial_products'],
    ['operating_charges', 'financial_charges']
  ),
  ...lines('exceptional_products', { exceptional_products: '77 787 797' }),
  ...lines('exceptional_charges', { exceptional_charges: '67 687' }),
  total('exceptional_result', ['exceptional_products'], ['exceptional_charges']),
  ...lines('levies', { profit_sharing: '691', income_tax: '69' }),
  total('total_products', ['operating_products', 'financial_products', 'exceptional_products']),
  total('total_charges', [
    ...(['operating_charges', 'financial_charges', 'exceptional_charges', 'levies'] as const),
  ]),
  total(
    'result',
    ['operating_products', 'financial_products', 'exceptional_products'],
    ['operating_charges', 'financial_charges', 'exceptional_charges', 'levies']
  ),
]

/** Compte de résultat of an association (règlement ANC 2018-06, art. 432-1). */
export const ASSOCIATION_INCOME: readonly IncomePiece[] = [
  heading(1, 'operating_products'),
  ...lines('operating_products', { dues: '756', sales_of_goods: '701 702 703 707' }),
  ...lines('operating_products', { gifts_in_kind_sold: '7073' }, 3, 'of_which'),
  ...lines('operating_products', { sales_of_services: '70' }),
  ...lines('operating_products', { sponsorship: '7063' }, 3, 'of_which'),
  heading(2, 'third_party_funders'),
  ...lines('operating_products', { public_funding: '73 74', founders: '753' }, 3),
  heading(3, 'public_generosity'),
  ...lines('operating_products', { manual_gifts: '754', patronage: '7542', bequests: '7543' }, 4),
  ...lines('operating_products', { financial_contributions: '755' }, 3),
  ...lines('operating_products', {
    reversals: '78 79',
    dedicated_funds_used: '789',
    other_products: '7',
  }),
  total('total_operating_products', ['operating_products']),
  heading(1, 'operating_charges'),
  ...lines('operating_charges', {
    goods_bought: '607 603 6097',
    other_purchases: '60 61 62',
    financial_aid: '657',
    taxes: '63',
    wages: '64',
    social_charges: '645 646 647',
    depreciation: '68',
    dedicated_funds_carried: '689',
    other_charges: '6',
  }),
  total('total_operating_charges', ['operating_charges']),
  total('operating_result', ['operating_products'], ['operating_charges']),
  ...END,
]

/** A simple compte de résultat of a company (PCG, list form). */
export const COMPANY_INCOME: readonly IncomePiece[] = [
  heading(1, 'operating_products'),
  ...lines('operating_products', {
    sales_of_goods: '707 7097',
    sales_of_services: '70',
    production_kept: '71 72',
    public_funding: '74',
    reversals: '78 79',
    other_products: '7',
  }),
  total('total_operating_products', ['operating_products']),
  heading(1, 'operating_charges'),
  ...lines('operating_charges', {
    goods_bought: '607 603 6097',
    other_purchases: '60 61 62',
    taxes: '63',
    wages: '64',
    social_charges: '645 646 647',
    depreciation: '68',
    other_charges: '6',
  }),
  total('total_operating_charges', ['operating_charges']),
  total('operating_result', ['operating_products'], ['operating_charges']),
  ...END,
]

/** Contributions in kind at the foot: what was given, what it was used for. */
export const IN_KIND_GIVEN = [
  { key: 'gifts_in_kind', accounts: ['870', '87'] },
  { key: 'services_in_kind', accounts: ['871'] },
  { key: 'volunteering', accounts: ['875'] },
] as const
export const IN_KIND_USED = [
  { key: 'relief_in_kind', accounts: ['860', '86'] },
  { key: 'loans_of_goods', accounts: ['861'] },
  { key: 'services_used', accounts: ['862'] },
  { key: 'volunteers', accounts: ['864'] },
] as const
