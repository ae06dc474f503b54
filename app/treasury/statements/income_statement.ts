import { keepsCompanyBooks, type LegalForm } from '../chart/chart.js'
import {
  ASSOCIATION_INCOME,
  COMPANY_INCOME,
  IN_KIND_GIVEN,
  IN_KIND_USED,
  type IncomePiece,
  type IncomeSection,
} from './income_shapes.js'
import { balanceOf, lineOf, type AccountTotal } from './trial_balance.js'

/**
 * A row of a statement: its key (`treasury.income_statement.<key>`), how deep it stands, and cents of
 * this year and the last; an `of_which` is counted in the line above already, a heading has none.
 */
export interface StatementRow {
  key: string
  level: number
  kind: IncomePiece['kind']
  thisYearCents: number
  lastYearCents: number
}

export interface IncomeStatement {
  rows: StatementRow[]
  resultCents: number
  /** Contributions in kind, two columns that books kept right make equal; no part of the result. */
  inKind: { given: StatementRow[]; used: StatementRow[] }
}

/** The compte de résultat that a form presents, out of this year's and last year's totals. */
export function incomeStatement(
  form: LegalForm,
  thisYear: readonly AccountTotal[],
  lastYear: readonly AccountTotal[] = []
): IncomeStatement {
  const shape = keepsCompanyBooks(form) ? COMPANY_INCOME : ASSOCIATION_INCOME
  const [now, before] = [figures(shape, thisYear), figures(shape, lastYear)]
  const rows = shape.map((piece, index) => ({
    ...{ key: piece.key, level: piece.level, kind: piece.kind },
    ...{ thisYearCents: now[index] ?? 0, lastYearCents: before[index] ?? 0 },
  }))
  return {
    rows,
    resultCents: rows.find(({ key }) => key === 'result')?.thisYearCents ?? 0,
    inKind: {
      given: inKind(IN_KIND_GIVEN, 'given', thisYear, lastYear),
      used: inKind(IN_KIND_USED, 'used', thisYear, lastYear),
    },
  }
}

/** Products are in credit, all else in debit: either is positive on its row. */
const isProduct = (section: IncomeSection) => section.endsWith('_products')

function figures(shape: readonly IncomePiece[], totals: readonly AccountTotal[]): number[] {
  const lines = shape.filter((piece) => piece.kind === 'line')
  const cents = new Map<IncomePiece, number>()
  const sections = new Map<IncomeSection, number>()
  for (const total of totals) {
    if (!/^[67]/.test(total.account)) continue
    const line = lineOf(total.account, lines)
    if (!line) throw new Error(`no row of the income statement takes account ${total.account}`)
    const amount = balanceOf(total) * (isProduct(line.section) ? -1 : 1)
    cents.set(line, (cents.get(line) ?? 0) + amount)
    sections.set(line.section, (sections.get(line.section) ?? 0) + amount)
  }
  const sum = (names: readonly IncomeSection[]) =>
    names.reduce((all, name) => all + (sections.get(name) ?? 0), 0)
  return shape.map((piece) => {
    if (piece.kind === 'heading') return 0
    if (piece.kind === 'line') return cents.get(piece) ?? 0
    if (piece.kind === 'total') return sum(piece.plus) - sum(piece.minus)
    const part = totals.filter(({ account }) => lineOf(account, [piece]))
    const sign = isProduct(piece.section) ? -1 : 1
    return part.reduce((all, total) => all + balanceOf(total) * sign, 0)
  })
}

function inKind(
  lines: ReadonlyArray<{ key: string; accounts: readonly string[] }>,
  side: 'given' | 'used',
  thisYear: readonly AccountTotal[],
  lastYear: readonly AccountTotal[]
): StatementRow[] {
  const sign = side === 'given' ? -1 : 1
  const cents = (totals: readonly AccountTotal[], key?: string) =>
    totals
      .filter(({ account }) => {
        const line = lineOf(account, lines)
        return line !== null && (key === undefined || line.key === key)
      })
      .reduce((all, total) => all + balanceOf(total) * sign, 0)
  const row = (key: string, kind: 'line' | 'total', only?: string): StatementRow => ({
    ...{ key, kind, level: kind === 'total' ? 1 : 2 },
    ...{ thisYearCents: cents(thisYear, only), lastYearCents: cents(lastYear, only) },
  })
  return [...lines.map(({ key }) => row(key, 'line', key)), row(`total_${side}`, 'total')]
}
