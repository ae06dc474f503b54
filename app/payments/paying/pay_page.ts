import type { HttpContext } from '@adonisjs/core/http'
import { eurosLabel } from '#shared/euros'
import { prepared } from '#shared/prepared'
import { PaymentIntent } from '../payment_intent.js'
import type { ProviderName } from '../provider.js'

const LATEST = {
  name: 'payments.latest_payment',
  text: `select p.state, p.surplus, p.provider, p.initiated_at as "initiatedAt"
    from payments p where p.intent_id = $1 order by p.id desc limit 1`,
}

const LAST_TRY = {
  name: 'payments.last_try',
  text: `select provider, date_trunc('second', created_at) as "askedAt"
    from payment_attempts where intent_id = $1 order by n desc limit 1`,
}

interface Latest {
  state: string
  surplus: boolean
  provider: ProviderName
  initiatedAt: Date
}

/** What the payer's pages show of an intent. */
export async function payPage(intent: PaymentIntent, { i18n }: HttpContext) {
  const [lines, [latest], [lastTry]] = await Promise.all([
    PaymentIntent.lines(intent.id),
    prepared<Latest>(LATEST, [intent.id]),
    prepared<{ provider: ProviderName; askedAt: Date }>(LAST_TRY, [intent.id]),
  ])
  const euros = (cents: number) => eurosLabel(cents, i18n.locale)
  return {
    intent: {
      id: intent.id,
      state: intent.state,
      schedule: intent.schedule,
      returnPath: intent.returnPath,
      amountLabel: euros(intent.amountCents),
    },
    lines: lines.map(({ kind, amountCents }) => ({ kind, label: euros(amountCents) })),
    latest: latest ?? null,
    /** Whether what came last is what became of the last try, and not of one before it. */
    ofLastTry:
      latest !== undefined &&
      latest.provider === lastTry?.provider &&
      latest.initiatedAt >= lastTry.askedAt,
    lastMeans: lastTry?.provider ?? null,
  }
}
