import { prepared } from '#shared/prepared'
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
import type { Clock } from '#shared/clock'
import { detailsInForce } from './bank_details.js'
import { creditorReference } from './creditor_reference.js'
import { findOrder, handRefundsOf, receiptsOf } from './orders.js'
import { seenOffline } from './seen_offline.js'

const DAY = 86_400_000
/** How long we wait for a transfer or a cheque. */
const WAITS = 60 * DAY

const ADD = {
  name: 'payments.add_offline_order',
  text: `insert into offline_orders (ref, provider, intent_id, amount_cents, bank_details_id, idempotency_key, created_at, expires_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (idempotency_key) do nothing`,
}

const CLOSE = {
  name: 'payments.close_offline_order',
  text: `update offline_orders set canceled_at = $2 where ref = $1 and canceled_at is null
      and not exists (select from offline_receipts r where r.ref = $1
        and not exists (select from receipt_reversals v where v.receipt_id = r.id))`,
}

const CHANGED = {
  name: 'payments.changed_offline',
  text: `select ref, max(at) as at from (
      select ref, entered_at as at from offline_receipts
      union all select r.ref, c.confirmed_at from receipt_confirmations c join offline_receipts r on r.id = c.receipt_id
      union all select r.ref, v.reversed_at from receipt_reversals v join offline_receipts r on r.id = v.receipt_id
      union all select split_part(p.ref, '/', 1), h.made_at from hand_refunds h join payments p on p.id = h.payment_id
      union all select ref, canceled_at from offline_orders where canceled_at is not null) changes
    join offline_orders o using (ref) where o.provider = $1 and at >= $2 group by ref order by 2, 1`,
}

/** Transfers, and cheques or cash: our own papers are what a provider would say. */
export class OfflineProvider implements Provider {
  readonly offers = { recurring: false, pause: false, refunds: false, selfService: false }

  constructor(
    readonly name: 'transfer' | 'cash_cheque',
    private readonly clock: Clock
  ) {}

  async createCheckout(order: CheckoutOrder): Promise<CheckoutOpened> {
    const ref = creditorReference(order.idempotencyKey)
    const details = this.name === 'transfer' ? await detailsInForce() : null
    if (this.name === 'transfer' && !details) {
      throw new ProviderRefused('refused', 'there are no bank details to send it to')
    }
    const now = this.clock.now()
    const expiresAt = new Date(now.getTime() + WAITS)
    const { intentId, amountCents, idempotencyKey } = order
    const bankDetailsId = details?.id ?? null
    await prepared(ADD, [
      ref,
      this.name,
      intentId,
      amountCents,
      bankDetailsId,
      idempotencyKey,
      now,
      expiresAt,
    ])
    return { ref, url: null, customerRef: null, expiresAt }
  }

  async expireCheckout(ref: string): Promise<void> {
    await prepared(CLOSE, [ref, this.clock.now()])
  }

  ensureSubscription(): Promise<null> {
    return Promise.resolve(null)
  }

  async fetch(object: ObjectRef): Promise<Seen> {
    // A surplus is named after the order that it came with.
    const order = await findOrder(object.id.split('/')[0] ?? '')
    if (order?.provider !== this.name) return { about: 'nothing_of_ours' }
    return seenOffline(order, await receiptsOf(order.ref), await handRefundsOf(order))
  }

  changeAmount(): Promise<void> {
    return notOffered()
  }

  pause(): Promise<void> {
    return notOffered()
  }

  resume(): Promise<void> {
    return notOffered()
  }

  cancel(): Promise<void> {
    return notOffered()
  }

  /** Money goes back the way it came, by hand: from the bank's page or the cash box. */
  refund(): Promise<RefundSeen> {
    return notOffered()
  }

  selfServiceUrl(): Promise<null> {
    return Promise.resolve(null)
  }

  readNotice(): Promise<NoticeRead> {
    return Promise.resolve({ ok: false, refusal: 'unreadable' })
  }

  async *listChangedSince(
    cursor: string | null
  ): AsyncIterable<{ object: ObjectRef; cursor: string }> {
    const rows = await prepared<{ ref: string; at: Date }>(CHANGED, [
      this.name,
      cursor ?? '1970-01-01T00:00:00Z',
    ])
    for (const { ref, at } of rows) {
      yield { object: { kind: 'checkout', id: ref }, cursor: at.toISOString() }
    }
  }

  async *listPayouts(): AsyncIterable<PayoutSeen> {}
}

function notOffered(): Promise<never> {
  return Promise.reject(new ProviderRefused('not_offered', 'done by hand'))
}
