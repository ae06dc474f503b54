import type Stripe from 'stripe'
import type { CheckoutOrder, ObjectRef, Provider, Seen } from '../provider.js'
import { changedSince } from './changes.js'
import { closeCheckout, openCheckout } from './checkout.js'
import { clientOf, type StripeConfig } from './client.js'
import { answered, answeredEach, orMissing } from './errors.js'
import { intentSeen } from './intent_seen.js'
import { readNotice } from './notices.js'
import { payoutSeen, payoutsSince } from './payouts.js'
import { refundPayment } from './refunds.js'
import * as changes from './subscription_changes.js'

/** Cards and SEPA debits by Stripe Checkout, recurring ones by Stripe Billing. */
export class StripeProvider implements Provider {
  readonly name = 'stripe'
  readonly offers = { recurring: true, pause: true, refunds: true, selfService: true }
  readonly #config: StripeConfig
  readonly #client: () => Stripe

  constructor(config: StripeConfig) {
    this.#config = config
    this.#client = clientOf(config)
  }

  createCheckout(order: CheckoutOrder) {
    return answered(() => openCheckout(this.#client(), order))
  }

  expireCheckout(ref: string, idempotencyKey: string) {
    return answered(() => closeCheckout(this.#client(), ref, idempotencyKey))
  }

  /** Checkout begins it together with the first payment. */
  async ensureSubscription() {
    return null
  }

  fetch({ kind, id }: ObjectRef, installId: string) {
    return answered<Seen>(async () => {
      if (kind !== 'payout') return intentSeen(this.#client(), id, installId)
      const payout = await orMissing(payoutSeen(this.#client(), id))
      return payout ? { about: 'payout', payout } : { about: 'nothing_of_ours' }
    })
  }

  changeAmount(ref: string, amountCents: number, idempotencyKey: string) {
    return answered(() => changes.changeAmount(this.#client(), ref, amountCents, idempotencyKey))
  }

  pause(ref: string, until: string | null, idempotencyKey: string) {
    return answered(() => changes.pauseCollection(this.#client(), ref, until, idempotencyKey))
  }

  resume(ref: string, idempotencyKey: string) {
    return answered(() => changes.resumeCollection(this.#client(), ref, idempotencyKey))
  }

  cancel(ref: string, idempotencyKey: string) {
    return answered(() => changes.cancelAtOnce(this.#client(), ref, idempotencyKey))
  }

  refund(paymentRef: string, amountCents: number, idempotencyKey: string) {
    return answered(() => refundPayment(this.#client(), paymentRef, amountCents, idempotencyKey))
  }

  selfServiceUrl(customerRef: string, returnUrl: string) {
    return answered<string | null>(async () => {
      const portal = this.#client().billingPortal.sessions
      const { url } = await portal.create({ customer: customerRef, return_url: returnUrl })
      return url
    })
  }

  async readNotice(raw: Buffer, headers: Record<string, string | undefined>, receivedAt: Date) {
    return readNotice(this.#client(), this.#config, raw, headers, receivedAt)
  }

  listChangedSince(cursor: string | null, now: Date) {
    return answeredEach(changedSince(this.#client(), cursor, now))
  }

  listPayouts(since: Date) {
    return answeredEach(payoutsSince(this.#client(), since))
  }
}
