import type { HttpContext } from '@adonisjs/core/http'
import { currentBook } from '#rulebook/rule_book'
import { Person } from '#people/person'
import { clock } from '#shared/clock'
import { dateLabel } from '#shared/date_label'
import { eurosLabel } from '#shared/euros'
import { isLocale } from '#shared/http/locale'
import { leaveNotice } from '#shared/http/notice'
import { page } from '#shared/http/page'
import { readForm, type FieldErrors } from '#shared/http/read_form'
import { NotFound } from '#shared/http/refusals'
import { throttle } from '#shared/http/throttle'
import { quarterOf } from './share_amounts.js'
import { capitalAt } from './share_capital.js'
import { shareChoiceForm, signingForm } from './share_forms.js'
import { shareFormText } from './share_form_text.js'
import { MOST_SHARES, ShareSubscription } from './share_subscription.js'

const FORMS = { tries: 30, seconds: 3600 }

interface Choice {
  shares: number
  paying: 'whole' | 'quarter'
}

/** Subscribing shares, in three steps: choose, sign, pay; and paying the rest of a form. */
export default class ShareSubscriptionsController {
  async create(ctx: HttpContext) {
    return this.#choose(ctx)
  }

  async check(ctx: HttpContext) {
    const form = await readForm(ctx, shareChoiceForm)
    return form.ok ? this.#sign(ctx, form.value) : this.#choose(ctx, form.refusal)
  }

  async store(ctx: HttpContext) {
    const { id } = ctx.auth.getUserOrFail()
    await throttle('shares', [String(id)], FORMS)
    const choice = await readForm(ctx, shareChoiceForm)
    if (!choice.ok) return this.#choose(ctx, choice.refusal)
    const form = await readForm(ctx, signingForm)
    if (!form.ok) return this.#sign(ctx, choice.value, form.refusal)
    const { shares, paying, share_cents: shareCents, signed_name: signedName } = form.value
    const person = await Person.findOrFail(id)
    const at = clock.now()
    const formText = await this.#text(ctx, person, { shares, paying }, shareCents)
    const signing = { shares, paying, shareCents, signedName, formText }
    const signed = await ShareSubscription.sign({ ...signing, person, locale: localeOf(ctx) }, at)
    if (!signed.ok) {
      const sentence = ctx.i18n.t(`shares.refusals.${signed.refusal}`)
      return this.#sign(ctx, choice.value, { form: sentence })
    }
    return ctx.response.redirect().status(303).toPath(`/pay/${signed.value.intent.id}`)
  }

  async show(ctx: HttpContext) {
    const subscription = await this.#own(ctx)
    return page(ctx, 'membership/share_form', {
      lines: subscription.formText.split('\n'),
      signedName: subscription.signedName,
      on: dateLabel(subscription.signedAt, ctx.i18n.locale),
    })
  }

  async rest(ctx: HttpContext) {
    const subscription = await this.#own(ctx)
    const person = await Person.findOrFail(ctx.auth.getUserOrFail().id)
    const asked = await subscription.askRest({ person, locale: localeOf(ctx) }, clock.now())
    if (!asked.ok) leaveNotice(ctx, `dues_${asked.refusal}`)
    return ctx.response
      .redirect()
      .status(303)
      .toPath(asked.ok ? `/pay/${asked.value.id}` : '/membership/shares')
  }

  async #own(ctx: HttpContext): Promise<ShareSubscription> {
    const { id } = ctx.auth.getUserOrFail()
    const subscription = await ShareSubscription.ofPerson(Number(ctx.params.id), id)
    if (!subscription) throw new NotFound()
    return subscription
  }

  async #choose(ctx: HttpContext, errors: FieldErrors = {}) {
    const at = clock.now()
    const cents = (await currentBook(at)).value('dues.share_cents')
    const typed = ctx.request.only(['shares', 'paying'])
    return page(
      ctx,
      'membership/share_choice',
      {
        price: eurosLabel(cents, ctx.i18n.locale),
        most: MOST_SHARES,
        typed: { shares: typed.shares ?? 1, paying: typed.paying ?? 'whole' },
        errors,
      },
      Object.keys(errors).length > 0 ? 422 : 200
    )
  }

  async #sign(ctx: HttpContext, choice: Choice, errors: FieldErrors = {}) {
    const { locale } = ctx.i18n
    const person = await Person.findOrFail(ctx.auth.getUserOrFail().id)
    const shareCents = (await currentBook(clock.now())).value('dues.share_cents')
    const { shares, paying } = choice
    const now = paying === 'whole' ? shares * shareCents : quarterOf(shares, shareCents)
    return page(
      ctx,
      'membership/share_check',
      {
        lines: (await this.#text(ctx, person, choice, shareCents)).split('\n'),
        fields: [
          { name: 'shares', value: shares },
          { name: 'paying', value: paying },
          { name: 'share_cents', value: shareCents },
        ],
        now: eurosLabel(now, locale),
        changeHref: `/membership/shares/new?${new URLSearchParams({ shares: String(shares), paying })}`,
        typed: ctx.request.only(['signed_name']),
        errors,
      },
      Object.keys(errors).length > 0 ? 422 : 200
    )
  }

  async #text({ i18n }: HttpContext, { name }: Person, choice: Choice, shareCents: number) {
    const at = clock.now()
    const { floorCents } = await capitalAt(at)
    return shareFormText({ ...choice, name, shareCents, floorCents }, i18n, at)
  }
}

function localeOf({ i18n }: HttpContext): 'fr' | 'en' {
  return isLocale(i18n.locale) ? i18n.locale : 'fr'
}
