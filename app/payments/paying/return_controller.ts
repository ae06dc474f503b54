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
import { refundsOfIntent } from '../refunding/refunds_of_payer.js'
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
    let unknown = false
    for (const { provider, ref } of tried) {
      try {
        await syncObject(providerOf(provider), { kind: 'checkout', id: ref }, 'return')
      } catch (error) {
        unknown = true
        // Shown as being confirmed: notices and the reconciliation go on.
        logger.warn({ err: error, provider, ref }, 'the return page could not look')
      }
    }
    const after = await PaymentIntent.findOrFail(intent.id)
    const recent = clock.now().getTime() - after.stateAt.getTime() < LOOKS_AGAIN
    const facts = await payPage(after, ctx)
    const shown = unknown && after.state === 'open' ? 'open' : shownOf(facts)
    const waits = shown === 'processing' || (shown === 'open' && tried.length > 0)
    const refunds = await refundsOfIntent(after.id, ctx.i18n)
    return page(ctx, 'payments/return', { ...facts, shown, refunds, looksAgain: waits && recent })
  }
}

/** What the page says: the request's state, told apart by what is known of the last try. */
function shownOf(facts: Awaited<ReturnType<typeof payPage>>): string {
  const { intent, latest, lastMeans } = facts
  if (latest?.surplus) return 'surplus'
  if (intent.state !== 'open') return intent.state
  if (facts.ofLastTry && latest?.state === 'failed') return 'failed'
  return lastMeans === 'transfer' || lastMeans === 'cash_cheque' ? lastMeans : 'open'
}

interface Tried {
  provider: ProviderName
  ref: string
}
