import type { HttpContext } from '@adonisjs/core/http'
import { mayRegister } from '#governance/forms/may_register'
import { articlesOf } from '#governance/statutes/articles'
import { clock } from '#shared/clock'
import { NotFound } from '#shared/http/refusals'
import { page } from '#shared/http/page'
import { Person } from '#people/person'
import { isRuleKey, ruleOf } from '#rulebook/declarations'
import { dateInWords } from '#rulebook/instant_asked'
import { descriptionKey, titleKey } from '#rulebook/rule'
import { currentBook } from '#rulebook/rule_book'
import { valueInWords } from '#rulebook/value_in_words'
import { wantsJson } from '#shared/http/wants_json'

/** One rule and every value it had: since when, by which vote, written down by whom. */
export default class RuleController {
  async handle(ctx: HttpContext) {
    const { i18n, params } = ctx
    const key = String(params.key)
    if (!isRuleKey(key)) throw new NotFound()
    const rule = ruleOf(key)
    const book = await currentBook(clock.now())
    const history = book.history(key)
    if (wantsJson(ctx)) return ctx.response.json({ key, value: book.value(key), history })
    const t = (name: string, values?: Record<string, unknown>) => i18n.t(name, values)
    const words = (value: unknown) => valueInWords(i18n.locale, rule, value, t)
    const date = (instant: Date) => dateInWords(instant, i18n.locale)
    const people = await Person.findMany(
      history.flatMap(({ recordedById }) => (recordedById === null ? [] : [recordedById]))
    )
    const articles = await articlesOf(key)
    const article = articles[0]?.article ?? null
    const majority = article === null ? rule.majority : 'extraordinary'
    return page(ctx, 'rulebook/history', {
      key,
      title: t(titleKey(key)),
      description: t(descriptionKey(key)),
      majority: t(`rulebook.majorities.${majority}`),
      article,
      articles: articles.map((one) => ({ article: one.article, on: date(one.recordedAt) })),
      mayRecord: ctx.viewer !== null && (await mayRegister(ctx.viewer, clock.now())) !== 'no',
      value: words(book.value(key)),
      values: history.map((one) => {
        const person = people.find(({ id }) => id === one.recordedById)
        return {
          words: words(one.value),
          from: date(one.from),
          until: one.until && date(one.until),
          source: t(`rulebook.sources.${one.source.kind}`),
          vote: one.source.kind === 'proposal' ? `/decide/${one.source.proposalId}` : null,
          measure:
            one.source.kind === 'emergency'
              ? `/decide/emergency#measure-${one.source.measureId}`
              : null,
          recordedBy: person ? { name: person.name, handle: person.handle } : null,
        }
      }),
    })
  }
}
