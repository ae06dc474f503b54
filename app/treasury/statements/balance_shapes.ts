/** Where an account stands in a balance sheet; depreciation stands with what it is taken off. */
export interface AssetLine {
  key: string
  section: 'fixed' | 'current'
  accounts: readonly string[]
  depreciation: readonly string[]
}

export interface LiabilityLine {
  key: string
  section: 'net_position' | 'equity' | 'dedicated' | 'provisions' | 'debts'
  accounts: readonly string[]
}

const asset = (
  section: AssetLine['section'],
  key: string,
  accounts: string,
  depreciation = ''
): AssetLine => ({
  ...{ section, key, accounts: accounts.split(' ') },
  depreciation: depreciation.split(' ').filter((prefix) => prefix !== ''),
})
const liability = (
  section: LiabilityLine['section'],
  key: string,
  accounts: string
): LiabilityLine => ({ section, key, accounts: accounts.split(' ') })

/** Assets; of the accounts that may stand on either side, those in debit. */
export const ASSETS: readonly AssetLine[] = [
  asset('fixed', 'intangible', '20', '280 290'),
  asset('fixed', 'tangible', '2', '28 29'),
  asset('fixed', 'financial', '26 27', '296 297'),
  asset('current', 'stocks', '3', '39'),
  asset('current', 'members_and_customers', '41', '491'),
  asset('current', 'other_receivables', '4', '49'),
  asset('current', 'securities', '50', '59'),
  asset('current', 'cash', '5'),
  asset('current', 'prepaid_charges', '486'),
]

const DEBTS: readonly LiabilityLine[] = [
  liability('provisions', 'provisions', '15 19'),
  liability('debts', 'loans', '16 17'),
  liability('debts', 'bank_overdrafts', '5'),
  liability('debts', 'suppliers', '40'),
  liability('debts', 'advances_from_members', '41'),
  liability('debts', 'taxes_and_social', '42 43 44'),
  liability('debts', 'other_debts', '4 18'),
  liability('debts', 'deferred_income', '487'),
]

/** Passif of an association (règlement ANC 2018-06, art. 431-1). */
export const ASSOCIATION_LIABILITIES: readonly LiabilityLine[] = [
  liability('net_position', 'equity_without_return', '1'),
  liability('net_position', 'equity_with_return', '103'),
  liability('net_position', 'reserves', '106'),
  liability('net_position', 'carried_forward', '11'),
  liability('net_position', 'result_to_appropriate', '12'),
  liability('net_position', 'result', ''),
  liability('equity', 'investment_subsidies', '13 14'),
  liability('dedicated', 'dedicated_funds', '19'),
  ...DEBTS,
]

/** Passif of a company (PCG), a cooperative's reserves apart. */
export const COMPANY_LIABILITIES: readonly LiabilityLine[] = [
  liability('net_position', 'capital', '1'),
  liability('net_position', 'legal_reserve', '1061'),
  liability('net_position', 'statutory_reserves', '1063'),
  liability('net_position', 'reserves', '106'),
  liability('net_position', 'carried_forward', '11'),
  liability('net_position', 'result_to_appropriate', '12'),
  liability('net_position', 'result', ''),
  liability('equity', 'investment_subsidies', '13 14'),
  ...DEBTS,
]

/** Third parties and cash stand on the side of their balance, account by account; these do not. */
export const ONE_SIDE: Readonly<Record<string, 'asset' | 'liability'>> = {
  '50': 'asset',
  '486': 'asset',
  '487': 'liability',
}
