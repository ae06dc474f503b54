import type { HttpContext } from '@adonisjs/core/http'
import { clock } from '#shared/clock'
import { page } from '#shared/http/page'
import { NotFound } from '#shared/http/refusals'
import { throttle } from '#shared/http/throttle'
import { PaymentIntent } from '../payment_intent.js'
import { ProviderRefused, ProviderUnreachable } from '../provider.js'
import { isProvider, providerOf, providersInUse } from '../providers.js'
import { openAttempt } from './open_attempt.js'
import { payPage } from './pay_page.js'

/**
 * What is to be paid, and by which means. Whoever holds the address may pay: it is a name that
 * nobody guesses, and paying for someone is no harm.
 */
export default class PayController {
  async show(ctx: HttpContext) {
    return this.#page(ctx, await this.#find(ctx))
  }

  /** Opens the provider's page and goes there. */
  async store(ctx: HttpContext) {
    const { request, response } = ctx
    await throttle('pay', [request.ip()], { tries: 60, seconds: 900 })
    const intent = await this.#find(ctx)
    const asked = request.input('provider')
    const ready = await providersInUse()
    const provider = ready.find(({ name }) => name === asked)
    if (typeof asked !== 'string' || !isProvider(asked) || !provider) {
      return this.#page(ctx, intent, 'payments.refusals.choose')
    }
    try {
      const result = await openAttempt(intent.id, providerOf(asked), clock.now())
      if (!result.ok) return this.#page(ctx, intent, `payments.refusals.${result.refusal}`)
      const { url } = result.value
      const to = url ?? `/pay/${intent.id}/${asked}`
      return response.redirect().status(303).toPath(to)
    } catch (error) {
      const refused = error instanceof ProviderRefused
      if (!refused && !(error instanceof ProviderUnreachable)) throw error
      return this.#page(ctx, intent, `payments.refusals.${refused ? 'refused' : 'unreachable'}`)
    }
  }

  async #find({ params }: HttpContext): Promise<PaymentIntent> {
    const intent = await PaymentIntent.find(params.intentId)
    if (!intent) throw new NotFound()
    return intent
  }

  async #page(ctx: HttpContext, intent: PaymentIntent, refusal: string | null = null) {
    const fresh = await PaymentIntent.findOrFail(intent.id)
    if (refusal === null && (fresh.state === 'paid' || fresh.state === 'processing')) {
      return ctx.response.redirect().status(303).toPath(`/pay/${intent.id}/return`)
    }
    const providers = (await providersInUse()).filter(
      ({ offers }) => fresh.schedule === 'once' || offers.recurring
    )
    const state = {
      ...(await payPage(fresh, ctx)),
      refusal,
      providers: providers.map((p) => p.name),
    }
    return page(ctx, 'payments/pay', state, refusal ? 422 : 200)
  }
}
