import type { HttpContext } from '@adonisjs/core/http'
import { page } from '#shared/http/page'
import { parisInstant } from '#shared/paris'
import { trialBalance, type AccountTotals } from '../reading/trial_balance.js'
import { columnAmount, sideAmount } from './amounts.js'
import { yearsShown } from './years_shown.js'

/** The trial balance of a year, whole or up to a day, by class of the chart. */
export default class BalanceController {
  async handle(ctx: HttpContext) {
    const { i18n, request } = ctx
    const { years, year } = await yearsShown(ctx)
    const asked: unknown = request.input('until')
    const until = typeof asked === 'string' && parisInstant(asked, '12:00') ? asked : null
    const rows = year ? await trialBalance(year.year, { until }) : []
    const totals = (of: AccountTotals[]) => ({
      debit: columnAmount(sum(of, 'debitCents'), i18n.locale),
      credit: columnAmount(sum(of, 'creditCents'), i18n.locale),
      debtor: columnAmount(sum(of, 'balanceCents', 1), i18n.locale),
      creditor: columnAmount(sum(of, 'balanceCents', -1), i18n.locale),
    })
    const classes = [...new Set(rows.map(({ account }) => account.charAt(0)))]
    return page(ctx, 'treasury/balance', {
      year: year?.year ?? null,
      years: years.map((one) => ({
        year: one.year,
        href: `/treasury/balance?year=${one.year}`,
        current: one.year === year?.year,
      })),
      until,
      span: year,
      classes: classes.map((number) => {
        const own = rows.filter(({ account }) => account.startsWith(number))
        return {
          number,
          rows: own.map((row) => ({
            ...row,
            href: `/treasury/accounts/${row.account}?year=${year?.year ?? ''}`,
            debit: sideAmount(row.debitCents, i18n.locale),
            credit: sideAmount(row.creditCents, i18n.locale),
            debtor: sideAmount(Math.max(0, row.balanceCents), i18n.locale),
            creditor: sideAmount(Math.max(0, -row.balanceCents), i18n.locale),
          })),
          ...totals(own),
        }
      }),
      all: totals(rows),
    })
  }
}

/** The sum of a column; of balances, those of one sign only. */
function sum(
  rows: AccountTotals[],
  column: 'debitCents' | 'creditCents' | 'balanceCents',
  sign?: 1 | -1
): number {
  const values = rows.map((row) => row[column] * (sign ?? 1))
  return values.reduce((all, value) => all + (sign ? Math.max(0, value) : value), 0)
}
