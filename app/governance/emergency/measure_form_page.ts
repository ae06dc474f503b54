import type { HttpContext } from '@adonisjs/core/http'
import { ruleOf, type RuleKey } from '#rulebook/declarations'
import { descriptionKey, titleKey } from '#rulebook/rule'
import { currentBook } from '#rulebook/rule_book'
import { contradictionSaid, valueFormPage } from '#rulebook/value_form_page'
import { valueInWords } from '#rulebook/value_in_words'
import { clock } from '#shared/clock'
import { dateLabel } from '#shared/date_label'
import { page } from '#shared/http/page'
import { measureCalendar } from './emergency.js'
import type { MeasureTyped } from './read_measure_form.js'

/** The form of a measure, empty or as typed; once it could be taken, what would happen in words. */
export async function measureFormPage(ctx: HttpContext, key: RuleKey, typed: MeasureTyped | null) {
  const { i18n, request } = ctx
  const now = clock.now()
  const book = await currentBook(now)
  const most = book.value('emergency.max_days')
  const t = (name: string, words?: Record<string, unknown>) => i18n.t(name, words)
  const said = (value: unknown) => valueInWords(i18n.locale, ruleOf(key), value, t)
  const text = (name: string, empty: string) => (typed ? String(request.input(name) ?? '') : empty)
  const errors = typed?.errors ?? {}
  const problems = typed?.problems ?? []
  return page(
    ctx,
    'governance/emergency_form',
    {
      most,
      errors,
      rule: {
        key,
        title: t(titleKey(key)),
        description: t(descriptionKey(key)),
        before: said(book.value(key)),
        groups: valueFormPage(key, typed ? typed.value : book.value(key), problems, t),
        contradiction: contradictionSaid(problems, t),
      },
      values: {
        ...{ title: text('title', ''), reasons: text('reasons', '') },
        days: text('days', String(most)),
      },
      then: typed?.words ? thenSaid(typed.words) : null,
    },
    Object.keys(errors).length > 0 ? 422 : 200
  )

  function thenSaid({ value, days }: NonNullable<MeasureTyped['words']>) {
    const { opensAt, closesAt } = measureCalendar(days, book.value('votes.open_days'), now)
    const dates = {
      opens: dateLabel(opensAt, i18n.locale),
      until: dateLabel(closesAt, i18n.locale),
    }
    return { lines: said(value), vote: t('emergency.form.then_vote', dates) }
  }
}
