import { PaymentEmbed, type Payment, type Subscription } from '@mollie/api-client'
import type { ObjectRef, Seen } from '../provider.js'
import type { MollieCalls } from './mollie_calls.js'
import { isNotThere } from './mollie_errors.js'
import { intentOf, isPaymentId, partsOfSubscriptionRef } from './mollie_words.js'
import { seenCheckout, seenPayment } from './seen_payment.js'
import { seenSubscription } from './seen_subscription.js'

const NOTHING: Seen = { about: 'nothing_of_ours' }
const EMBED = [PaymentEmbed.refunds, PaymentEmbed.chargebacks]

/** All that Mollie says about the intent of a payment or subscription. */
export async function lookUp(
  calls: MollieCalls,
  object: ObjectRef,
  installId: string,
  now: Date
): Promise<Seen> {
  try {
    if (object.kind === 'subscription') {
      const parts = partsOfSubscriptionRef(object.id)
      if (!parts) return NOTHING
      const { customerId, id } = parts
      const found = await calls.call((client) =>
        client.customerSubscriptions.get(id, { customerId })
      )
      const intentId = intentOf(found.metadata, installId)
      return intentId ? await agreement(calls, customerId, intentId, installId, now) : NOTHING
    }
    if (!isPaymentId(object.id)) return NOTHING
    const payment = await paymentWithAftercare(calls, object.id)
    const intentId = intentOf(payment.metadata, installId)
    if (!intentId) return NOTHING
    if (payment.customerId && payment.sequenceType !== 'oneoff') {
      return await agreement(calls, payment.customerId, intentId, installId, now, payment)
    }
    return seenOf(intentId, [payment], null, now)
  } catch (error) {
    if (isNotThere(error)) return NOTHING
    throw error
  }
}

/** The subscription of an intent with its first payment and its renewals. */
async function agreement(
  calls: MollieCalls,
  customerId: string,
  intentId: string,
  installId: string,
  now: Date,
  known?: Payment
): Promise<Seen> {
  const payments: Payment[] = []
  for await (const listed of calls.each((client) =>
    client.customerPayments.iterate({ customerId })
  )) {
    if (intentOf(listed.metadata, installId) !== intentId) continue
    if (listed.id === known?.id) payments.push(known)
    else payments.push(hasAftercare(listed) ? await paymentWithAftercare(calls, listed.id) : listed)
  }
  let subscription: Subscription | null = null
  for await (const listed of calls.each((client) =>
    client.customerSubscriptions.iterate({ customerId })
  )) {
    if (intentOf(listed.metadata, installId) !== intentId) continue
    if (!subscription || isOver(subscription)) subscription = listed
  }
  return seenOf(intentId, payments, subscription, now)
}

function seenOf(
  intentId: string,
  payments: Payment[],
  subscription: Subscription | null,
  now: Date
): Seen {
  const renewals = payments
    .filter((payment) => payment.sequenceType === 'recurring')
    .sort((one, other) => other.createdAt.localeCompare(one.createdAt))
  const seen = subscription ? seenSubscription(subscription, renewals) : null
  return {
    about: 'intent',
    intentId,
    checkouts: payments.flatMap((payment) => seenCheckout(payment) ?? []),
    payments: payments.flatMap((payment) => seenPayment(payment, seen?.ref ?? null, now) ?? []),
    subscription: seen,
  }
}

/** Lists say neither refunds nor chargebacks, only that there are some. */
function hasAftercare(payment: Payment): boolean {
  const links = payment._links
  return Boolean(
    links.refunds || links.chargebacks || payment.amountRefunded || payment.amountChargedBack
  )
}

function paymentWithAftercare(calls: MollieCalls, id: string): Promise<Payment> {
  return calls.call((client) => client.payments.get(id, { embed: EMBED }))
}

function isOver({ status }: Subscription): boolean {
  return status === 'canceled' || status === 'completed'
}
