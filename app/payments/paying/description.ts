import i18nManager from '@adonisjs/i18n/services/main'
import { network } from '#organisation/network'
import { PaymentIntent } from '../payment_intent.js'

/** What the payer reads on the provider's page and on the bank's statement: « Don, Revolucion.fun ». */
export async function describeIntent(intent: PaymentIntent): Promise<string> {
  const i18n = i18nManager.locale(intent.locale)
  const lines = await PaymentIntent.lines(intent.id)
  const kinds = [...new Set(lines.map(({ kind }) => i18n.t(`desk.kinds.${kind}`)))]
  const { name } = await network(intent.locale)
  return `${kinds.join(' + ')}, ${name}`
}
