import type { HttpContext } from '@adonisjs/core/http'
import logger from '@adonisjs/core/services/logger'
import { clock } from '#shared/clock'
import { page } from '#shared/http/page'
import { NotFound } from '#shared/http/refusals'
import { throttle } from '#shared/http/throttle'
import { prepared } from '#shared/prepared'
import { syncObject } from '../applying/sync_object.js'
import { PaymentIntent } from '../payment_intent.js'
import type { ProviderName } from '../provider.js'
import { providerOf } from '../providers.js'
import { payPage } from './pay_page.js'

const TRIED = {
  name: 'payments.tried',
  text: `select provider, ref from payment_attempts
    where intent_id = $1 and ref is not null and state in ('open', 'complete') order by n desc limit 3`,
}

/** How long the page looks again by itself for a payment that is being confirmed. */
const LOOKS_AGAIN = 3 * 60_000

/**
 * Where the payer comes back to. What the address says is not believed: our own tries are looked
 * up at the provider, and the page says what is known, which may be that it is being confirmed.
 */
export default class ReturnController {
  async handle(ctx: HttpContext) {
    const { params, request } = ctx
    const intent = await PaymentIntent.find(params.intentId)
    if (!intent) throw new NotFound()
    await throttle('pay-return', [request.ip()], { tries: 240, seconds: 900, inGroups: true })
    const settled = intent.state === 'paid' || intent.state === 'canceled'
    const tried = settled ? [] : await prepared<Tried>(TRIED, [intent.id])
    for (const { provider, ref } of tried) {
      try {
        await syncObject(providerOf(provider), { kind: 'checkout', id: ref }, 'return')
      } catch (error) {
        // Shown as being confirmed: notices and the reconciliation go on.
        logger.warn({ err: error, provider, ref }, 'the return page could not look')
      }
    }
    const after = await PaymentIntent.findOrFail(intent.id)
    const recent = clock.now().getTime() - after.stateAt.getTime() < LOOKS_AGAIN
    const waits = after.state === 'processing' || (after.state === 'open' && tried.length > 0)
    return page(ctx, 'payments/return', {
      ...(await payPage(after, ctx)),
      looksAgain: waits && recent,
    })
  }
}

interface Tried {
  provider: ProviderName
  ref: string
}
