import type { HttpContext } from '@adonisjs/core/http'
import db from '@adonisjs/lucid/services/db'
import { askToConfirm } from '#people/ask_to_confirm'
import { isRuleKey, type RuleKey } from '#rulebook/declarations'
import { titleKey } from '#rulebook/rule'
import { clock } from '#shared/clock'
import { leaveNotice } from '#shared/http/notice'
import { page } from '#shared/http/page'
import { readForm } from '#shared/http/read_form'
import { NotAllowed, NotFound } from '#shared/http/refusals'
import { mayRegister } from '../forms/may_register.js'
import { articleForm } from '../pages/proposal_forms.js'
import { articlesOf, recordArticle } from './articles.js'

/** Writing down that an article of the statutes fixes a rule. */
export default class RuleArticleController {
  async show(ctx: HttpContext) {
    const key = ruleIn(ctx)
    const [stands] = await articlesOf(key)
    return (await this.#turnedAway(ctx)) ?? this.#page(ctx, stands?.article ?? '')
  }

  async store(ctx: HttpContext) {
    const key = ruleIn(ctx)
    const turnedAway = await this.#turnedAway(ctx)
    if (turnedAway !== null) return turnedAway
    const form = await readForm(ctx, articleForm)
    const typed: unknown = ctx.request.input('article')
    const shown = typeof typed === 'string' ? typed : ''
    if (!form.ok) return this.#page(ctx, shown, form.refusal.article)
    const { id: personId } = ctx.auth.getUserOrFail()
    const article = form.value.article ?? ''
    const result = await db.transaction((transaction) =>
      recordArticle({ key, article, personId }, clock.now(), transaction)
    )
    if (!result.ok) return this.#page(ctx, shown, ctx.i18n.t('decide.statutes.article_stays'))
    leaveNotice(ctx, 'article_recorded')
    return ctx.response.redirect().status(303).toPath(`/rules/${key}`)
  }

  async #turnedAway(ctx: HttpContext) {
    const may = await mayRegister(ctx.auth.getUserOrFail(), clock.now())
    if (may === 'second_factor') return askToConfirm(ctx, { secondFactor: true })
    if (may === 'no') throw new NotAllowed()
    return null
  }

  #page(ctx: HttpContext, article: string, error: string | null = null) {
    const key = ruleIn(ctx)
    const rule = { key, title: ctx.i18n.t(titleKey(key)) }
    const errors = error === null ? {} : { article: error }
    const status = error === null ? 200 : 422
    return page(ctx, 'governance/rule_article', { rule, article, errors }, status)
  }
}

function ruleIn({ params }: HttpContext): RuleKey {
  const key = String(params.key)
  if (!isRuleKey(key)) throw new NotFound()
  return key
}
