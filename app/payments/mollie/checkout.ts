import { Locale, SequenceType } from '@mollie/api-client'
import type { CheckoutOpened, CheckoutOrder } from '../provider.js'
import type { MollieCalls } from './mollie_calls.js'
import { euros, marks } from './mollie_words.js'

const LONGEST_DESCRIPTION = 255
const LOCALES = { fr: Locale.fr_FR, en: Locale.en_GB }

/**
 * Opens a payment on Mollie's page. One that is to be repeated is a customer's first payment, which
 * gives the mandate that the later ones are drawn on.
 */
export async function createCheckout(
  calls: MollieCalls,
  order: CheckoutOrder
): Promise<CheckoutOpened> {
  const customerId = order.schedule === 'once' ? null : await customerOf(calls, order)
  const payment = await calls.call((client) =>
    client.payments.create({
      amount: euros(order.amountCents),
      description: order.description.slice(0, LONGEST_DESCRIPTION),
      redirectUrl: order.returnUrl,
      cancelUrl: order.cancelUrl,
      ...reachableNotices(calls, order.noticeUrl),
      locale: LOCALES[order.payer.locale],
      metadata: marks(order.installId, order.intentId),
      ...(customerId ? { customerId, sequenceType: SequenceType.first } : {}),
      idempotencyKey: order.idempotencyKey,
    })
  )
  return {
    ref: payment.id,
    url: payment.getCheckoutUrl(),
    customerRef: customerId,
    expiresAt: payment.expiresAt ? new Date(payment.expiresAt) : null,
  }
}

/** Takes back a payment that nobody has made; leaves alone what is paid, failed or over. */
export async function expireCheckout(
  calls: MollieCalls,
  ref: string,
  idempotencyKey: string
): Promise<void> {
  const payment = await calls.call((client) => client.payments.get(ref))
  if (!payment.isCancelable) return
  await calls.call((client) => client.payments.cancel(ref, { idempotencyKey }))
}

/** Mollie refuses an address that it cannot reach: a machine at home lives by looking only. */
export function reachableNotices(calls: MollieCalls, noticeUrl: string): { webhookUrl?: string } {
  const { hostname } = new URL(noticeUrl)
  const atHome = hostname === 'localhost' || hostname.endsWith('.local') || hostname === '127.0.0.1'
  return atHome && !calls.config.apiEndpoint ? {} : { webhookUrl: noticeUrl }
}

async function customerOf(calls: MollieCalls, order: CheckoutOrder): Promise<string> {
  if (order.customerRef) return order.customerRef
  const customer = await calls.call((client) =>
    client.customers.create({
      name: order.payer.name,
      ...(order.payer.email ? { email: order.payer.email } : {}),
      locale: LOCALES[order.payer.locale],
      metadata: marks(order.installId, order.intentId),
      idempotencyKey: `${order.idempotencyKey}:customer`,
    })
  )
  return customer.id
}
