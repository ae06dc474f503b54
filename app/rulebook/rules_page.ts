import type { Book, HistoricValue, Source } from './book.js'
import { RULES, type AnyRule } from './declarations.js'
import { difference } from './difference.js'
import { dateInWords } from './instant_asked.js'
import { CHAPTERS, descriptionKey, titleKey, type Chapter } from './rule.js'
import { valueInWords, type Translate } from './value_in_words.js'

/** Who reads the page, and in what language. */
export interface Reader {
  locale: string
  t: Translate
}

/** A rule, said to a reader. */
export interface RuleSaid {
  key: string
  title: string
  description: string
  value: string[]
  majority: string
  since: string | null
  source: { text: string; link: string | null; see: string }
  coming: string[]
  earlier: string[]
}

/** The rule book, chapter by chapter, in the reader's words. */
export function rulesPage(book: Book, reader: Reader) {
  return CHAPTERS.map((name) => ({
    name,
    title: reader.t(`rulebook.chapters.${name}`),
    rules: rulesOf(name).map((rule) => said(rule, book, reader)),
  }))
}

/** What has changed from one book to another, one line per rule. */
export function differencesSaid(before: Book, after: Book, { locale, t }: Reader) {
  return difference(before, after).map((change) => {
    const rule = RULES.find(({ key }) => key === change.key) as AnyRule
    const words = (value: unknown) => valueInWords(locale, rule, value, t).join(' ; ')
    return {
      key: change.key,
      title: t(titleKey(change.key)),
      line: t('rulebook.page.difference_line', {
        before: words(change.before),
        after: words(change.after),
      }),
    }
  })
}

const rulesOf = (chapter: Chapter): AnyRule[] => RULES.filter((rule) => rule.chapter === chapter)

function said(rule: AnyRule, book: Book, { locale, t }: Reader): RuleSaid {
  const words = (value: unknown) => valueInWords(locale, rule, value, t)
  const since = book.since(rule.key)
  const history = book.history(rule.key)
  return {
    key: rule.key,
    title: t(titleKey(rule.key)),
    description: t(descriptionKey(rule.key)),
    value: words(book.value(rule.key)),
    majority: t(`rulebook.majorities.${rule.majority}`),
    since: since && t('rulebook.page.since_date', { date: dateInWords(since, locale) }),
    source: sourceSaid(book.source(rule.key), t),
    coming: history
      .filter((one) => one.from > book.instant)
      .map((one) =>
        t('rulebook.page.coming_line', {
          value: words(one.value).join(' ; '),
          date: dateInWords(one.from, locale),
        })
      ),
    earlier: history.filter(isOver(book.instant)).map((one) =>
      t('rulebook.page.earlier_line', {
        value: words(one.value).join(' ; '),
        from: dateInWords(one.from, locale),
        until: dateInWords(one.until, locale),
      })
    ),
  }
}

const isOver =
  (instant: Date) =>
  (one: HistoricValue): one is HistoricValue & { until: Date } =>
    one.until !== null && one.until <= instant

function sourceSaid(source: Source, t: Translate) {
  const text = t(`rulebook.sources.${source.kind}`)
  if (source.kind === 'founding') return { text, link: null, see: '' }
  return source.kind === 'proposal'
    ? { text, link: `/decide/${source.proposalId}`, see: t('rulebook.page.see_vote') }
    : {
        text,
        link: `/decide/emergency#measure-${source.measureId}`,
        see: t('rulebook.page.see_measure'),
      }
}
