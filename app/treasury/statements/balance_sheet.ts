import { keepsCompanyBooks, type LegalForm } from '../chart/chart.js'
import {
  ASSETS,
  ASSOCIATION_LIABILITIES,
  COMPANY_LIABILITIES,
  ONE_SIDE,
  type LiabilityLine,
} from './balance_shapes.js'
import { balanceOf, lineOf, resultOf, type AccountTotal } from './trial_balance.js'

interface BalanceRow {
  /** `treasury.balance_sheet.<key>`. */
  key: string
  level: number
  kind: 'line' | 'total'
}

/** An asset, in cents: what it cost, what it lost, what is left, and what was left a year ago. */
export interface AssetRow extends BalanceRow {
  grossCents: number
  depreciationCents: number
  netCents: number
  lastYearCents: number
}

export interface LiabilityRow extends BalanceRow {
  thisYearCents: number
  lastYearCents: number
}

/** Assets and liabilities; the last row of each is its total, and books that balance make them equal. */
export interface BalanceSheet {
  assets: AssetRow[]
  liabilities: LiabilityRow[]
}

/**
 * The bilan that a form presents. The year's result is computed from classes 6 and 7; what stands in
 * 12 is a result that still waits for the assembly to appropriate it. Class 8 has no part in it.
 */
export function balanceSheet(
  form: LegalForm,
  thisYear: readonly AccountTotal[],
  lastYear: readonly AccountTotal[] = []
): BalanceSheet {
  const shape = keepsCompanyBooks(form) ? COMPANY_LIABILITIES : ASSOCIATION_LIABILITIES
  return {
    assets: assetRows(thisYear, lastYear),
    liabilities: liabilityRows(shape, thisYear, lastYear),
  }
}

/** Depreciation (28, 29, 39, 49, 59) stays with the assets whatever its sign. */
const isDepreciation = (account: string) => /^(?:2[89]|[345]9)/.test(account)

function sideOf(total: AccountTotal): 'asset' | 'liability' | null {
  const { account } = total
  if (/^1/.test(account)) return 'liability'
  if (/^[23]/.test(account) || isDepreciation(account)) return 'asset'
  if (!/^[45]/.test(account)) return null
  const padded = account.padEnd(3, '0')
  const fixed = ONE_SIDE[padded.slice(0, 3)] ?? ONE_SIDE[padded.slice(0, 2)]
  return fixed ?? (balanceOf(total) >= 0 ? 'asset' : 'liability')
}

function assetRows(
  thisYear: readonly AccountTotal[],
  lastYear: readonly AccountTotal[]
): AssetRow[] {
  const [now, before] = [assetCents(thisYear), assetCents(lastYear)]
  const rowOf = (key: string, level: number, kind: BalanceRow['kind'], lines: number[]) => {
    const sum = (amounts: number[]) => lines.reduce((all, index) => all + (amounts[index] ?? 0), 0)
    const [grossCents, depreciationCents] = [sum(now.gross), sum(now.lost)]
    const lastYearCents = sum(before.gross) - sum(before.lost)
    const netCents = grossCents - depreciationCents
    return { key, level, kind, grossCents, depreciationCents, netCents, lastYearCents }
  }
  const all = [...ASSETS.keys()]
  const of = (section: string) => all.filter((index) => ASSETS[index]?.section === section)
  const lines = (section: string) =>
    of(section).map((index) => rowOf(ASSETS[index]?.key ?? '', 2, 'line', [index]))
  return [
    ...lines('fixed'),
    rowOf('total_fixed', 1, 'total', of('fixed')),
    ...lines('current'),
    rowOf('total_current', 1, 'total', of('current')),
    rowOf('total_assets', 1, 'total', all),
  ]
}

function assetCents(totals: readonly AccountTotal[]) {
  const gross = ASSETS.map(() => 0)
  const lost = ASSETS.map(() => 0)
  const depreciations = ASSETS.map((line) => ({ line, accounts: line.depreciation }))
  for (const total of totals) {
    if (sideOf(total) !== 'asset') continue
    const depreciation = isDepreciation(total.account)
    const line = depreciation
      ? lineOf(total.account, depreciations)?.line
      : lineOf(total.account, ASSETS)
    if (!line) throw new Error(`no row of the assets takes account ${total.account}`)
    const column = depreciation ? lost : gross
    const index = ASSETS.indexOf(line)
    column[index] = (column[index] ?? 0) + balanceOf(total) * (depreciation ? -1 : 1)
  }
  return { gross, lost }
}

function liabilityRows(
  shape: readonly LiabilityLine[],
  thisYear: readonly AccountTotal[],
  lastYear: readonly AccountTotal[]
): LiabilityRow[] {
  const [now, before] = [liabilityCents(shape, thisYear), liabilityCents(shape, lastYear)]
  const sum = (cents: Map<string, number>, lines: readonly LiabilityLine[]) =>
    lines.reduce((all, { key }) => all + (cents.get(key) ?? 0), 0)
  const row = (
    key: string,
    kind: BalanceRow['kind'],
    lines: readonly LiabilityLine[]
  ): LiabilityRow => ({
    ...{ key, kind, level: kind === 'total' ? 1 : 2 },
    ...{ thisYearCents: sum(now, lines), lastYearCents: sum(before, lines) },
  })
  const of = (...sections: Array<LiabilityLine['section']>) =>
    shape.filter(({ section }) => sections.includes(section))
  const lines = (...sections: Array<LiabilityLine['section']>) =>
    of(...sections).map((line) => row(line.key, 'line', [line]))
  return [
    ...lines('net_position'),
    row('net_position', 'total', of('net_position')),
    ...lines('equity'),
    row('total_equity', 'total', of('net_position', 'equity')),
    ...lines('dedicated', 'provisions', 'debts'),
    row('total_debts', 'total', of('debts')),
    row('total_liabilities', 'total', shape),
  ]
}

function liabilityCents(shape: readonly LiabilityLine[], totals: readonly AccountTotal[]) {
  const cents = new Map([['result', resultOf(totals)]])
  for (const total of totals) {
    if (sideOf(total) !== 'liability') continue
    const line = lineOf(total.account, shape)
    if (!line) throw new Error(`no row of the liabilities takes account ${total.account}`)
    cents.set(line.key, (cents.get(line.key) ?? 0) - balanceOf(total))
  }
  return cents
}
