import type { HttpContext } from '@adonisjs/core/http'
import { dayOfParis } from '#shared/date_label'
import { page } from '#shared/http/page'
import { NotFound } from '#shared/http/refusals'
import { explained } from '../postings/explained.js'
import { generalLedger, LINES_SHOWN } from '../reading/general_ledger.js'
import { columnAmount, sideAmount } from './amounts.js'
import { yearsShown } from './years_shown.js'

const LONGEST = 120

/** One account of a year: its lines, what it holds after each, what is looked for among them. */
export default class AccountsController {
  async handle(ctx: HttpContext) {
    const { i18n, params, request } = ctx
    const { years, year } = await yearsShown(ctx)
    const asked: unknown = request.input('q')
    const words = typeof asked === 'string' ? asked.slice(0, LONGEST) : ''
    const turned = Number(request.input('page'))
    const number = Number.isSafeInteger(turned) && turned > 0 && turned < 100_000 ? turned : 1
    const code = String(params.code)
    const found = year && (await generalLedger(year.year, code, { page: number, words }))
    if (!year || !found) throw new NotFound()
    const address = (values: { year?: number; page?: number }) => {
      const query = new URLSearchParams({ year: String(values.year ?? year.year) })
      if (words) query.set('q', words)
      if (values.page) query.set('page', String(values.page))
      return `/treasury/accounts/${code}?${query.toString()}`
    }
    return page(ctx, 'treasury/account', {
      ...found,
      code,
      year: year.year,
      years: years.map((one) => ({
        year: one.year,
        href: address({ year: one.year }),
        current: one.year === year.year,
      })),
      words,
      lines: found.lines.map((line) => ({
        ...line,
        href: `/treasury/entries/${year.year}/${line.number}`,
        sentence: explained(line.explanation, i18n.locale),
        dayLabel: dayOfParis(line.entryOn, i18n.locale),
        debit: sideAmount(line.debitCents, i18n.locale),
        credit: sideAmount(line.creditCents, i18n.locale),
        running: columnAmount(line.runningCents, i18n.locale),
      })),
      debit: columnAmount(found.debitCents, i18n.locale),
      credit: columnAmount(found.creditCents, i18n.locale),
      balance: columnAmount(found.debitCents - found.creditCents, i18n.locale),
      earlier: number > 1 ? address({ page: number - 1 }) : null,
      later: number * LINES_SHOWN < found.count ? address({ page: number + 1 }) : null,
    })
  }
}
