import type { Group } from '@japa/runner/core'
import * as aftercare from './aftercare.js'
import { bookCharge } from './bookings.js'
import { debitEnds } from './billing.js'
import { expireSession, payOnPage } from './checkout_pages.js'
import { foreignPayment, foreignSubscription } from './foreign.js'
import { aCard, anAccount, feesArrive } from './paying.js'
import * as payouts from './payouts.js'
import * as renewals from './renewals.js'
import { SECRET_KEY, StripeServer } from './server.js'
import { Store } from './store.js'
import type { Event, Session } from './things.js'
import { WEBHOOK_SECRET } from './deliveries.js'

/** One Stripe account, and all those who act on it other than by its API. */
export class StripeDouble {
  readonly store: Store
  readonly server: StripeServer

  constructor(now: Date) {
    this.store = new Store(now)
    this.server = new StripeServer(this.store)
  }

  /** What the adapter is given to speak with it. */
  get config() {
    return { secretKey: SECRET_KEY, webhookSecret: WEBHOOK_SECRET, apiBase: this.server.base }
  }

  get faults() {
    return this.server.faults
  }

  session(id: string): Session {
    return this.store.get('checkout.session', id)
  }

  /** The payer's card is taken; its fee is known only after `feesArrive`. */
  paysByCard(session: string, last4 = '4242') {
    return payOnPage(this.store, session, aCard(this.store, last4), null)
  }

  /** The card is refused; the page stays open. */
  declines(session: string, code = 'insufficient_funds') {
    return payOnPage(this.store, session, aCard(this.store, '0002'), code)
  }

  paysBySepa(session: string, last4 = '3000') {
    return payOnPage(this.store, session, anAccount(this.store, last4), null)
  }

  sepaSettles(paymentId: string) {
    debitEnds(this.store, this.store.get('payment_intent', paymentId), null)
    this.#sessionFollows(paymentId, 'succeeded')
  }

  /** Some debits stand on the account before they have settled. */
  debitBookedEarly(paymentId: string) {
    const { latest_charge: charge } = this.store.get('payment_intent', paymentId)
    bookCharge(this.store, this.store.get('charge', charge))
  }

  sepaFails(paymentId: string, code = 'insufficient_funds') {
    debitEnds(this.store, this.store.get('payment_intent', paymentId), code)
    this.#sessionFollows(paymentId, 'failed')
  }

  pageExpires(session: string) {
    expireSession(this.store, session)
  }

  feesArrive() {
    feesArrive(this.store)
  }

  refundsInDashboard(paymentId: string, amount: number | null = null) {
    return aftercare.refundCharge(this.store, paymentId, { amount, metadata: {} })
  }

  refundFails(refundId: string) {
    aftercare.refundFails(this.store, refundId)
  }

  disputes(paymentId: string, reason = 'fraudulent') {
    return aftercare.openDispute(this.store, paymentId, reason)
  }

  /** The payer's bank only asks. */
  inquires(paymentId: string) {
    return aftercare.inquire(this.store, paymentId)
  }

  disputeWon(disputeId: string) {
    aftercare.closeDispute(this.store, disputeId, true)
  }

  disputeLost(disputeId: string) {
    aftercare.closeDispute(this.store, disputeId, false)
  }

  renews(subscriptionId: string) {
    return renewals.renew(this.store, subscriptionId, null)
  }

  renewalFails(subscriptionId: string, code = 'insufficient_funds') {
    return renewals.renew(this.store, subscriptionId, code)
  }

  retries(subscriptionId: string, decline: string | null) {
    return renewals.retry(this.store, subscriptionId, decline)
  }

  givesUp(subscriptionId: string) {
    renewals.giveUp(this.store, subscriptionId)
  }

  cardUpdated(subscriptionId: string, last4 = '4444') {
    renewals.changeMeans(this.store, subscriptionId, aCard(this.store, last4))
  }

  cancelsInDashboard(subscriptionId: string) {
    renewals.cancel(this.store, subscriptionId)
  }

  paysOut() {
    return payouts.payOut(this.store)
  }

  payoutArrives(payoutId: string) {
    payouts.payoutEnds(this.store, payoutId, false)
  }

  payoutFails(payoutId: string) {
    payouts.payoutEnds(this.store, payoutId, true)
  }

  billsCosts(cents: number) {
    payouts.billCosts(this.store, cents)
  }

  foreignPayment(metadata: Record<string, string> = {}) {
    return foreignPayment(this.store, metadata)
  }

  foreignSubscription() {
    return foreignSubscription(this.store)
  }

  /** The account's own statement: each line's cents, fees apart. */
  statement(): Array<{ ref: string; amountCents: number; feeCents: number }> {
    return this.store
      .all('balance_transaction')
      .map(({ id, amount, fee }) => ({ ref: id, amountCents: amount, feeCents: fee }))
  }

  /** The events so far, oldest first, from the nth on. */
  events(from = 0): Event[] {
    return this.store.all('event').slice(from)
  }

  /** Requests that were not right: none is expected of a sound adapter. */
  refusals() {
    return this.server.received.filter(({ refusal }) => refusal !== null)
  }

  #sessionFollows(paymentId: string, how: 'succeeded' | 'failed') {
    const payment = this.store.get('payment_intent', paymentId)
    const link = this.store
      .all('invoice_payment')
      .find((each) => each.payment.payment_intent === paymentId)
    const invoice = this.store.find('invoice', link?.invoice ?? null)
    if (invoice && invoice.billing_reason !== 'subscription_create') return
    const subscription = invoice?.parent.subscription_details.subscription
    const session = this.store
      .all('checkout.session')
      .find((each) =>
        subscription ? each.subscription === subscription : each.payment_intent === payment.id
      )
    if (!session) return
    if (how === 'succeeded') session.payment_status = 'paid'
    this.store.happened(`checkout.session.async_payment_${how}`, session)
  }
}

/** A double for each test of a group. */
export function stripeDouble(group: Group, now: () => Date): () => StripeDouble {
  let current: StripeDouble | null = null
  group.each.setup(async () => {
    const double = new StripeDouble(now())
    await double.server.start()
    current = double
    return () => double.server.stop()
  })
  return () => {
    if (!current) throw new Error('No double outside a test')
    return current
  }
}
