import type { HttpContext } from '@adonisjs/core/http'
import { dayOfParis } from '#shared/date_label'
import { typedCents } from '#shared/euros'
import { explained } from '../postings/explained.js'
import { journal } from '../reading/journal.js'
import { columnAmount } from './amounts.js'
import { JOURNALS } from './entry_forms.js'
import { yearsShown } from './years_shown.js'

const LONGEST = 120
const ALL_JOURNALS = ['AN', ...JOURNALS] as const

/** The entries of a year as a page lists them: searched, one journal or all, a page at a time. */
export async function journalList(ctx: HttpContext, path: string) {
  const { i18n, request } = ctx
  const { years, year } = await yearsShown(ctx)
  const asked: unknown = request.input('q')
  const words = typeof asked === 'string' ? asked.slice(0, LONGEST) : ''
  const only = ALL_JOURNALS.find((code) => code === request.input('journal')) ?? null
  const below = Number(request.input('before'))
  const before = Number.isSafeInteger(below) && below > 0 && below < 2 ** 31 ? below : undefined
  const search = { words, journal: only, before, cents: words ? typedCents(words) : null }
  const found = year ? await journal(year.year, search) : { entries: [], before: null }
  const address = (values: Record<string, string>) => {
    const all = { year: String(year?.year ?? ''), journal: only ?? '', q: words, ...values }
    const query = Object.entries(all).filter(([, value]) => value !== '')
    return `${path}?${new URLSearchParams(query).toString()}`
  }
  return {
    year: year?.year ?? null,
    closed: year?.closed ?? false,
    years: years.map((one) => ({
      year: one.year,
      href: address({ year: String(one.year) }),
      current: one.year === year?.year,
    })),
    words,
    only,
    journals: ALL_JOURNALS.map((code) => ({
      value: code,
      label: i18n.t(`treasury.journals.${code}`),
    })),
    entries: found.entries.map((one) => ({
      ...one,
      href: `/treasury/entries/${one.year}/${one.number}`,
      sentence: explained(one.explanation, i18n.locale),
      dayLabel: dayOfParis(one.entryOn, i18n.locale),
      amount: columnAmount(one.cents, i18n.locale),
    })),
    newest: before ? address({}) : null,
    older: found.before ? address({ before: String(found.before) }) : null,
  }
}
