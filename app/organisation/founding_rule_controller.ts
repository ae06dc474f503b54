import type { HttpContext } from '@adonisjs/core/http'
import { clock } from '#shared/clock'
import { leaveNotice } from '#shared/http/notice'
import { page } from '#shared/http/page'
import { NotAllowed, NotFound } from '#shared/http/refusals'
import { checkValue, type ValueProblem } from '#rulebook/check_value'
import { isRuleKey, ruleOf, type RuleKey } from '#rulebook/declarations'
import { readValue } from '#rulebook/read_value'
import { descriptionKey, titleKey } from '#rulebook/rule'
import { currentBook } from '#rulebook/rule_book'
import { contradictionSaid, valueFormPage } from '#rulebook/value_form_page'
import { valueInWords } from '#rulebook/value_in_words'
import { setFoundingRule } from './founding_rule.js'

/** A rule as its founder changes it: the form, what would change in words, and the change. */
export default class FoundingRuleController {
  async show(ctx: HttpContext) {
    const key = keyOf(ctx)
    const book = await currentBook(clock.now())
    return this.#page(ctx, key, { value: book.value(key), problems: [], asked: null })
  }

  async update(ctx: HttpContext) {
    const key = keyOf(ctx)
    const typed = readValue(key, ctx.request.input('value'))
    const checked = await checkValue(key, typed)
    if (!checked.ok) {
      return this.#page(ctx, key, { value: typed, problems: checked.refusal, asked: null }, 422)
    }
    if (ctx.request.input('step') !== 'change') {
      return this.#page(ctx, key, { value: checked.value, problems: [], asked: checked.value })
    }
    const { id } = ctx.auth.getUserOrFail()
    const result = await setFoundingRule(key, checked.value, id, clock.now())
    if (!result.ok) throw new NotAllowed()
    leaveNotice(ctx, 'rule_changed')
    return ctx.response.redirect().status(303).toPath(`/rules/${key}`)
  }

  async #page(
    ctx: HttpContext,
    key: RuleKey,
    { value, problems, asked }: { value: unknown; problems: ValueProblem[]; asked: unknown },
    status = 200
  ) {
    const { i18n } = ctx
    const t = (name: string, values?: Record<string, unknown>) => i18n.t(name, values)
    const words = (one: unknown) => valueInWords(i18n.locale, ruleOf(key), one, t)
    const book = await currentBook(clock.now())
    const before = words(book.value(key))
    const after = asked === null ? null : words(asked)
    return page(
      ctx,
      'organisation/rule',
      {
        key,
        title: t(titleKey(key)),
        description: t(descriptionKey(key)),
        before,
        after,
        unchanged: after !== null && after.join('\n') === before.join('\n'),
        groups: valueFormPage(key, value, problems, t),
        contradiction: contradictionSaid(problems, t),
        refused: problems.length > 0,
      },
      status
    )
  }
}

function keyOf({ params }: HttpContext): RuleKey {
  const key = String(params.key)
  if (!isRuleKey(key)) throw new NotFound()
  return key
}
