import type { Clock } from '#shared/clock'
import {
  ProviderRefused,
  type CheckoutOrder,
  type ObjectRef,
  type PayoutSeen,
  type Provider,
  type RenewalOrder,
} from '../provider.js'
import { changesSince } from './changes_since.js'
import { createCheckout, expireCheckout } from './checkout.js'
import { lookUp } from './look_up.js'
import { MollieCalls, type MollieConfig } from './mollie_calls.js'
import { readNotice } from './notices.js'
import { refund } from './refund.js'
import { cancelSubscription, changeAmount, ensureSubscription } from './renewals.js'

/** Mollie by its API key: hosted payments, subscriptions on mandates, refunds, chargebacks. */
export class MollieProvider implements Provider {
  readonly name = 'mollie'
  // Mollie cannot pause: whoever wants to cancels, and begins anew later.
  readonly offers = { recurring: true, pause: false, refunds: true, selfService: false }
  readonly #calls: MollieCalls
  readonly #clock: Clock

  constructor(config: MollieConfig, clock: Clock) {
    this.#calls = new MollieCalls(config)
    this.#clock = clock
  }

  createCheckout(order: CheckoutOrder) {
    return createCheckout(this.#calls, order)
  }

  expireCheckout(ref: string, idempotencyKey: string) {
    return expireCheckout(this.#calls, ref, idempotencyKey)
  }

  ensureSubscription(order: RenewalOrder) {
    return ensureSubscription(this.#calls, order, this.#clock.now())
  }

  fetch(object: ObjectRef, installId: string) {
    return lookUp(this.#calls, object, installId, this.#clock.now())
  }

  /** Says the amount rather than a difference, so that saying it twice is once. */
  changeAmount(subscriptionRef: string, amountCents: number) {
    return changeAmount(this.#calls, subscriptionRef, amountCents)
  }

  pause(): Promise<void> {
    return Promise.reject(new ProviderRefused('not_offered', 'Mollie cannot pause'))
  }

  resume(): Promise<void> {
    return Promise.reject(new ProviderRefused('not_offered', 'Mollie cannot pause'))
  }

  cancel(subscriptionRef: string, idempotencyKey: string) {
    return cancelSubscription(this.#calls, subscriptionRef, idempotencyKey)
  }

  refund(paymentRef: string, amountCents: number, idempotencyKey: string) {
    return refund(this.#calls, paymentRef, amountCents, idempotencyKey, this.#clock.now())
  }

  selfServiceUrl(): Promise<null> {
    return Promise.resolve(null)
  }

  async readNotice(raw: Buffer, headers: Record<string, string | undefined>, receivedAt: Date) {
    return readNotice(raw, headers, receivedAt, this.#calls.config.webhookSecret ?? null)
  }

  listChangedSince(cursor: string | null, now: Date) {
    return changesSince(this.#calls, cursor, now)
  }

  /** None: Mollie shows settlements to an organisation's token only, never to an API key. */
  async *listPayouts(): AsyncIterable<PayoutSeen> {}
}
