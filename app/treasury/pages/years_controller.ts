import type { HttpContext } from '@adonisjs/core/http'
import { clock } from '#shared/clock'
import { parisDay } from '#shared/paris'
import { eurosLabel } from '#shared/euros'
import { page } from '#shared/http/page'
import { NotFound } from '#shared/http/refusals'
import { ledgerYears, type Year } from '../ledger/year.js'
import { yearApproval } from '../reading/approvals.js'
import { trialBalance } from '../reading/trial_balance.js'
import { balanceSheet } from '../statements/balance_sheet.js'
import { incomeStatement, type StatementRow } from '../statements/income_statement.js'
import { columnAmount } from './amounts.js'

/** A year as it is presented to the assembly: income statement and balance sheet, last year beside. */
export default class YearsController {
  async index(ctx: HttpContext) {
    const [latest] = await ledgerYears()
    if (!latest)
      return page(ctx, 'treasury/year', { year: null, years: [], reads: readsBooks(ctx) })
    return ctx.response.redirect().status(303).toPath(`/treasury/years/${latest.year}`)
  }

  async show(ctx: HttpContext) {
    const { i18n, params, viewer } = ctx
    const years = await ledgerYears()
    const year = years.find((one) => one.year === Number(params.year))
    if (!year) throw new NotFound()
    const amount = (cents: number) => (cents === 0 ? '–' : columnAmount(cents, i18n.locale))
    const row = ({ key, level, kind, thisYearCents, lastYearCents }: StatementRow) => ({
      ...{ key, level, kind, now: amount(thisYearCents), before: amount(lastYearCents) },
      empty: thisYearCents === 0 && lastYearCents === 0,
    })
    const [now, before] = [await trialBalance(year.year), await lastYear(years, year)]
    const statement = incomeStatement(year.form, now, before)
    const sheet = balanceSheet(year.form, now, before)
    const shown = (rows: StatementRow[]) =>
      rows.map(row).filter(({ empty, kind }) => kind === 'total' || kind === 'heading' || !empty)
    return page(ctx, 'treasury/year', {
      reads: readsBooks(ctx),
      year: year.year,
      closed: year.closed,
      closable:
        !year.closed &&
        parisDay(clock.now()) > year.endsOn &&
        ((viewer?.may('treasury.keep') || viewer?.may('spend.sign')) ?? false),
      approval: await yearApproval(year.year),
      years: years.map((one) => ({
        year: one.year,
        href: `/treasury/years/${one.year}`,
        current: one.year === year.year,
      })),
      result: eurosLabel(Math.abs(statement.resultCents), i18n.locale),
      surplus: statement.resultCents >= 0,
      income: shown(statement.rows),
      given: shown(statement.inKind.given),
      used: shown(statement.inKind.used),
      hasInKind: statement.inKind.given.some(({ thisYearCents }) => thisYearCents !== 0),
      assets: sheet.assets
        .filter(
          ({ kind, netCents, lastYearCents }) => kind === 'total' || netCents || lastYearCents
        )
        .map(({ key, level, kind, grossCents, depreciationCents, netCents, lastYearCents }) => ({
          ...{ key, level, kind, gross: amount(grossCents), lost: amount(depreciationCents) },
          ...{ now: amount(netCents), before: amount(lastYearCents) },
        })),
      hasLost: sheet.assets.some(({ depreciationCents }) => depreciationCents !== 0),
      liabilities: shown(sheet.liabilities),
    })
  }
}

/** Whether this reader opens the other pages of the books too. */
const readsBooks = ({ viewer }: HttpContext): boolean =>
  (['treasury.keep', 'spend.sign', 'ledger.audit'] as const).some((power) => viewer?.holds(power))

async function lastYear(years: readonly Year[], { year }: Year) {
  const before = years.find((one) => one.year === year - 1)
  return before ? trialBalance(before.year) : []
}
