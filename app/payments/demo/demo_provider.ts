import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto'
import db from '@adonisjs/lucid/services/db'
import { appUrl } from '#config/installation'
import { clock } from '#shared/clock'
import { prepared } from '#shared/prepared'
import { demoSecret } from '../installation.js'
import {
  ProviderRefused,
  type CheckoutOpened,
  type CheckoutOrder,
  type NoticeRead,
  type ObjectRef,
  type PayoutSeen,
  type Provider,
  type RefundSeen,
  type Seen,
} from '../provider.js'
import { refunded } from './demo_bank.js'
import { askForDemoNotice } from './demo_notices.js'
import {
  demoCheckoutByKey,
  demoObject,
  demoObjectsOf,
  keepDemoObject,
  type DemoCheckout,
  type DemoPayment,
  type DemoSubscription,
} from './demo_objects.js'
import { demoPayoutsSince, makeDemoPayouts, payoutSeen } from './demo_payouts.js'
import { intentOfCustomer, seenOf } from './demo_seen.js'

const TOLERANCE_SECONDS = 300

/**
 * A bank of play money, whole: its pages are ours, its notices real requests to our own address,
 * signed with this installation's secret. It is there in the demonstration only.
 */
export class DemoProvider implements Provider {
  readonly name = 'demo'
  readonly offers = { recurring: true, pause: true, refunds: true, selfService: true }

  async createCheckout(order: CheckoutOrder): Promise<CheckoutOpened> {
    const checkout = await this.#checkoutOf(order)
    const { ref } = checkout
    return { ref, url: `${appUrl}/demo-pay/${ref}`, customerRef: null, expiresAt: null }
  }

  /** The page of that key, made once: two calls at the same time find the same one. */
  #checkoutOf(order: CheckoutOrder): Promise<DemoCheckout> {
    return db.transaction(async (transaction) => {
      await transaction.rawQuery('select pg_advisory_xact_lock(hashtextextended(?, 0))', [
        order.idempotencyKey,
      ])
      const known = await demoCheckoutByKey(order.idempotencyKey, transaction)
      const checkout = known ?? {
        kind: 'checkout' as const,
        ref: `demo_checkout_${randomUUID()}`,
        key: order.idempotencyKey,
        intentId: order.intentId,
        installId: order.installId,
        amountCents: order.amountCents,
        schedule: order.schedule,
        description: order.description,
        payerName: order.payer.name,
        locale: order.payer.locale,
        returnUrl: order.returnUrl,
        cancelUrl: order.cancelUrl,
        state: 'open' as const,
      }
      if (!known) await keepDemoObject(checkout, clock.now(), transaction)
      return checkout
    })
  }

  async expireCheckout(ref: string): Promise<void> {
    const checkout = await demoObject(ref)
    if (checkout?.kind !== 'checkout' || checkout.state !== 'open') return
    await keepDemoObject({ ...checkout, state: 'expired' }, clock.now())
  }

  async ensureSubscription(): Promise<string | null> {
    // The paid checkout began it.
    return null
  }

  async fetch(object: ObjectRef, installId: string): Promise<Seen> {
    const one = await demoObject(object.id)
    if (!one) return { about: 'nothing_of_ours' }
    if (one.kind === 'payout') return { about: 'payout', payout: payoutSeen(one, clock.now()) }
    return seenOf(one.intentId, await demoObjectsOf(one.intentId), installId)
  }

  async changeAmount(ref: string, amountCents: number): Promise<void> {
    await this.#change(ref, (one) => ({ ...one, amountCents }))
  }

  async pause(ref: string, until: string | null): Promise<void> {
    await this.#change(ref, (one) => ({ ...one, state: 'paused', pausedUntil: until }))
  }

  async resume(ref: string): Promise<void> {
    await this.#change(ref, (one) => ({ ...one, state: 'active', pausedUntil: null }))
  }

  async cancel(ref: string): Promise<void> {
    await this.#change(ref, (one) => ({ ...one, state: 'ended' }))
  }

  async refund(paymentRef: string, amountCents: number, key: string): Promise<RefundSeen> {
    return db.transaction(async (transaction) => {
      await transaction.rawQuery('select from demo_provider_objects where ref = ? for update', [
        paymentRef,
      ])
      const payment = await demoObject(paymentRef, transaction)
      if (payment?.kind !== 'payment') throw new ProviderRefused('gone', paymentRef)
      const known = payment.refunds.find(({ ours }) => ours === key)
      const after = known ? payment : this.#refunded(payment, amountCents, key)
      if (!known) {
        await keepDemoObject(after, clock.now(), transaction)
        await askForDemoNotice('refund.created', after, transaction)
      }
      const refund = known ?? after.refunds.at(-1)
      if (!refund) throw new Error('The refund went missing')
      return { ...refund, createdAt: new Date(refund.createdAt) }
    })
  }

  /** Its page of the agreement, where another card can be given. */
  async selfServiceUrl(customerRef: string): Promise<string | null> {
    const objects = await demoObjectsOf(intentOfCustomer(customerRef))
    const page = objects.find((one) => one.kind === 'checkout' && one.state === 'complete')
    return page ? `${appUrl}/demo-pay/${page.ref}` : null
  }

  async readNotice(
    raw: Buffer,
    headers: Record<string, string | undefined>,
    receivedAt: Date
  ): Promise<NoticeRead> {
    const [, seconds = '', given = ''] =
      /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(headers['x-placette-signature'] ?? '') ?? []
    const expected = createHmac('sha256', await demoSecret())
      .update(`${seconds}.${raw}`)
      .digest()
    if (!given || !timingSafeEqual(expected, Buffer.from(given, 'hex'))) {
      return { ok: false, refusal: 'bad_signature' }
    }
    if (receivedAt.getTime() / 1000 - Number(seconds) > TOLERANCE_SECONDS) {
      return { ok: false, refusal: 'stale' }
    }
    const { id, type, object } = JSON.parse(raw.toString())
    return { ok: true, notices: [{ dedupeKey: id, type, object }] }
  }

  async *listChangedSince(
    cursor: string | null
  ): AsyncGenerator<{ object: ObjectRef; cursor: string }> {
    const since = cursor ? new Date(cursor) : new Date(0)
    const rows = await prepared<{ ref: string; kind: ObjectRef['kind']; changed_at: Date }>(
      CHANGED,
      [since]
    )
    for (const { ref, kind, changed_at: at } of rows) {
      yield { object: { kind, id: ref }, cursor: at.toISOString() }
    }
  }

  async *listPayouts(since: Date): AsyncGenerator<PayoutSeen> {
    await makeDemoPayouts(clock.now())
    yield* await demoPayoutsSince(since, clock.now())
  }

  #refunded(payment: DemoPayment, amountCents: number, key: string): DemoPayment {
    const back = payment.refunds.reduce((sum, one) => sum + one.amountCents, 0)
    if (payment.disputes.some(({ state }) => state !== 'won')) {
      throw new ProviderRefused('disputed', payment.ref)
    }
    if (back >= payment.grossCents) throw new ProviderRefused('already_refunded', payment.ref)
    if (amountCents > payment.grossCents - back || payment.state !== 'paid') {
      throw new ProviderRefused('amount_too_high', payment.ref)
    }
    return refunded(payment, amountCents, key, clock.now())
  }

  async #change(ref: string, change: (one: DemoSubscription) => DemoSubscription): Promise<void> {
    await db.transaction(async (transaction) => {
      await transaction.rawQuery('select from demo_provider_objects where ref = ? for update', [
        ref,
      ])
      const one = await demoObject(ref, transaction)
      if (one?.kind !== 'subscription') throw new ProviderRefused('gone', ref)
      const after = change(one)
      await keepDemoObject(after, clock.now(), transaction)
      await askForDemoNotice('subscription.changed', after, transaction)
    })
  }
}

const CHANGED = {
  name: 'payments.demo_changed',
  text: `select ref, kind, changed_at from demo_provider_objects where changed_at >= $1 order by changed_at, ref`,
}
