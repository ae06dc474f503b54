import type { HttpContext } from '@adonisjs/core/http'
import { appUrl } from '#config/installation'
import { clock } from '#shared/clock'
import { dayLabel } from '#shared/date_label'
import { eurosLabel, typedCents } from '#shared/euros'
import { leaveNotice } from '#shared/http/notice'
import { page } from '#shared/http/page'
import { NotFound } from '#shared/http/refusals'
import { throttle } from '#shared/http/throttle'
import { parisDay, parisInstant } from '#shared/paris'
import { ProviderRefused, ProviderUnreachable } from '../provider.js'
import { meansInWords } from '../means_in_words.js'
import { isProvider, providerOf } from '../providers.js'
import { changeSubscription, type SubscriptionChange } from './change_subscription.js'
import { failureOf } from './failure_in_words.js'
import { leastAmountOf } from './least_amount.js'
import { mySubscription, mySubscriptions, type MySubscription } from './my_subscriptions.js'

const MOST = 100_000_00
const NOTHING = { pause: false, selfService: false }

/** One's own recurring payments: seen, changed, paused, stopped, without asking anyone. */
export default class RecurringController {
  async index(ctx: HttpContext) {
    const mine = await mySubscriptions(ctx.auth.getUserOrFail().id)
    return page(ctx, 'payments/recurring', { subscriptions: mine.map((one) => shown(one, ctx)) })
  }

  async show(ctx: HttpContext) {
    return this.#page(ctx, await this.#find(ctx))
  }

  async update(ctx: HttpContext) {
    const one = await this.#find(ctx)
    const person = ctx.auth.getUserOrFail()
    await throttle('recurring', [String(person.id)], { tries: 40, seconds: 3600 })
    const change = read(ctx, await leastAmountOf(one.intentId))
    if (typeof change === 'string') return this.#page(ctx, one, change)
    const result = await changeSubscription(one, change, person.id, clock.now())
    if (!result.ok) return this.#page(ctx, one, result.refusal)
    leaveNotice(ctx, result.value === 'done' ? `recurring_${change.kind}` : 'recurring_later')
    return ctx.response.redirect().status(303).toPath('/me/recurring')
  }

  /** The provider's own page where a card or an account is changed. */
  async means(ctx: HttpContext) {
    const one = await this.#find(ctx)
    if (!isProvider(one.provider)) return this.#page(ctx, one, 'not_here')
    const there = await this.#ownPage(one)
    if (!there) return this.#page(ctx, one, there === null ? 'no_means' : 'unreachable')
    return ctx.response.redirect().status(303).toPath(there)
  }

  async #ownPage({ provider: name, customerRef }: MySubscription) {
    const provider = providerOf(name)
    if (!customerRef || !provider.offers.selfService) return null
    try {
      return await provider.selfServiceUrl(customerRef, `${appUrl}/me/recurring`)
    } catch (error) {
      if (error instanceof ProviderRefused) return null
      if (error instanceof ProviderUnreachable) return undefined
      throw error
    }
  }

  async #find(ctx: HttpContext): Promise<MySubscription> {
    const one = await mySubscription(ctx.auth.getUserOrFail().id, Number(ctx.params.id))
    if (!one) throw new NotFound()
    return one
  }

  async #page(ctx: HttpContext, one: MySubscription, refusal: string | null = null) {
    const typed = { amount: ctx.request.input('amount'), until: ctx.request.input('until') }
    const least = eurosLabel(await leastAmountOf(one.intentId), ctx.i18n.locale)
    const state = { one: shown(one, ctx), typed: refusal ? typed : {}, refusal, least }
    return page(ctx, 'payments/recurring_one', state, refusal ? 422 : 200)
  }
}

/** What the form asks, or the key of what is wrong with it. */
function read({ request }: HttpContext, least: number): SubscriptionChange | string {
  switch (request.input('kind')) {
    case 'amount': {
      const amountCents = typedCents(String(request.input('amount') ?? ''))
      if (!amountCents || amountCents < least || amountCents > MOST) return 'amount'
      return { kind: 'amount', amountCents }
    }
    case 'pause': {
      const until = String(request.input('until') ?? '')
      if (until === '') return { kind: 'pause', until: null }
      const known = parisInstant(until, '12:00') !== null
      return known && until > parisDay(clock.now()) ? { kind: 'pause', until } : 'until'
    }
    case 'resume':
      return { kind: 'resume' }
    case 'cancel':
      return { kind: 'cancel' }
    default:
      return 'choose'
  }
}

function shown(one: MySubscription, { i18n }: HttpContext) {
  const day = (text: string | null) => text && dayLabel(new Date(`${text}T12:00:00Z`), i18n.locale)
  // Of a provider whose keys were taken away, what is known is shown and nothing can be asked.
  const isHere = isProvider(one.provider)
  const { offers } = isHere ? providerOf(one.provider) : { offers: NOTHING }
  const ended = one.state === 'ended' || one.state === 'lapsed'
  return {
    ...one,
    ended,
    isHere,
    amountLabel: eurosLabel(one.amountCents, i18n.locale),
    means: meansInWords(one.methodLabel, i18n),
    plainAmount: (one.amountCents / 100).toLocaleString(i18n.locale, {
      style: 'decimal',
      useGrouping: false,
      minimumFractionDigits: one.amountCents % 100 === 0 ? 0 : 2,
    }),
    // While a payment is missing, the day is the one that was missed.
    nextLabel: one.state === 'past_due' ? null : day(one.nextChargeOn),
    untilLabel: day(one.pausedUntil),
    mayPause: offers.pause && !ended,
    failure: one.state === 'past_due' ? failureOf(one.failureCode ?? '') : null,
    beginHref: one.kinds.includes('dues') ? '/membership/join' : '/support',
    mayChangeMeans: offers.selfService && one.customerRef !== null && !ended,
  }
}
