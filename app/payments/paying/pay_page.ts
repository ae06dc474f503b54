import type { HttpContext } from '@adonisjs/core/http'
import { eurosLabel } from '#shared/euros'
import { prepared } from '#shared/prepared'
import { PaymentIntent } from '../payment_intent.js'

const LATEST = {
  name: 'payments.latest_payment',
  text: `select p.state, p.surplus, p.method_label as "methodLabel", p.failure_code as "failureCode"
    from payments p where p.intent_id = $1 order by p.id desc limit 1`,
}

/** What the payer's pages show of an intent. */
export async function payPage(intent: PaymentIntent, { i18n }: HttpContext) {
  const [lines, [latest]] = await Promise.all([
    PaymentIntent.lines(intent.id),
    prepared<{ state: string; surplus: boolean; methodLabel: string }>(LATEST, [intent.id]),
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
  }
}
