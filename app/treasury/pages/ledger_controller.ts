import type { HttpContext } from '@adonisjs/core/http'
import { clock } from '#shared/clock'
import { dayOfParis } from '#shared/date_label'
import { page } from '#shared/http/page'
import { NotAllowed } from '#shared/http/refusals'
import { wantsJson } from '#shared/http/wants_json'
import { currentBook } from '#rulebook/rule_book'
import { explained, type Explanation } from '../postings/explained.js'
import { maskedLedger, type MaskedLine } from '../reading/masked_ledger.js'
import { columnAmount, sideAmount } from './amounts.js'
import { monthLabel } from './month_label.js'
import { yearsShown } from './years_shown.js'

/** What was paid for someone rather than to a shop: the name is theirs. */
const PERSONAL = ['volunteer_travel', 'aid_paid']

/** The books as every account reads them, or everyone when the rules say so: names masked. */
export default class LedgerController {
  async handle(ctx: HttpContext) {
    const { i18n, viewer } = ctx
    const detail = (await currentBook(clock.now())).value('treasury.public_detail')
    if (detail.public !== 'entries_names_masked' && !viewer) ctx.auth.getUserOrFail()
    if (viewer && detail.members !== 'entries_names_masked') throw new NotAllowed()
    const { years, year } = await yearsShown(ctx)
    const { entries, groups } = year ? await maskedLedger(year.year) : { entries: [], groups: [] }
    const masked = (words: Explanation): string => {
      const isPersonal = PERSONAL.includes(String(words.spending))
      const said = isPersonal ? { ...words, party: i18n.t('treasury.ledger.someone') } : words
      return explained(said, i18n.locale)
    }
    const months = [...new Set([...groups, ...entries].map(({ month }) => month))].sort().reverse()
    const shown = months.map((month) => ({
      month,
      groups: groups.filter((one) => one.month === month),
      entries: entries
        .filter((one) => one.month === month)
        .map(({ number, entryOn, explanation, lines }) => ({
          ...{ number, entryOn, sentence: masked(explanation), lines },
        })),
    }))
    if (wantsJson(ctx)) return ctx.response.json({ year: year?.year ?? null, months: shown })
    const drawn = (lines: MaskedLine[]) => ({
      lines: lines.map((line) => ({
        ...{ account: line.account, accountLabel: line.accountLabel, auxiliary: null },
        creditCents: line.creditCents > 0 && line.debitCents === 0 ? 1 : 0,
        debit: sideAmount(line.debitCents, i18n.locale),
        credit: sideAmount(line.creditCents, i18n.locale),
      })),
      amount: columnAmount(
        lines.reduce((sum, { debitCents }) => sum + debitCents, 0),
        i18n.locale
      ),
    })
    return page(ctx, 'treasury/ledger', {
      year: year?.year ?? null,
      years: years.map((one) => ({
        year: one.year,
        href: `/treasury/ledger?year=${one.year}`,
        current: one.year === year?.year,
      })),
      months: shown.map(({ month, groups: grouped, entries: whole }) => ({
        label: monthLabel(month, i18n.locale),
        rows: [
          ...grouped.map(({ journal, count, lines }) => ({
            sentence: i18n.t('treasury.ledger.grouped', {
              journal: i18n.t(`treasury.ledger.journals.${journal}`),
              count,
            }),
            note: null,
            ...drawn(lines),
          })),
          ...whole.map(({ number, entryOn, sentence, lines }) => ({
            sentence,
            note: `${dayOfParis(entryOn, i18n.locale)} · ${i18n.t('treasury.ledger.number', { number })}`,
            ...drawn(lines),
          })),
        ],
      })),
    })
  }
}
