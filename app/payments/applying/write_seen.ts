import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { prepared } from '#shared/prepared'
import type {
  DisputeSeen,
  MovementSeen,
  ProviderName,
  RefundSeen,
  SubscriptionSeen,
} from '../provider.js'
import type { PaymentDecision } from './decide.js'

/** Where a provider's word is written: whose, because of what, when. */
export interface Writing {
  provider: ProviderName
  intentId: string
  cause: string
  at: Date
  transaction: TransactionClientContract
}

const PAYMENT = {
  name: 'payments.write_payment',
  text: `insert into payments as known (intent_id, subscription_id, provider, ref, gross_cents, fee_cents, currency,
      method, method_label, mandate_ref, state, state_cause, state_at, initiated_at, paid_at, failure_code,
      refunded_cents, disputed_cents, surplus, fetched_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $13)
    on conflict (provider, ref) do update set
      fee_cents = coalesce(excluded.fee_cents, known.fee_cents),
      method = excluded.method, method_label = excluded.method_label,
      mandate_ref = coalesce(excluded.mandate_ref, known.mandate_ref),
      subscription_id = coalesce(known.subscription_id, excluded.subscription_id),
      state_cause = case when known.state <> excluded.state then excluded.state_cause else known.state_cause end,
      state_at = case when known.state <> excluded.state then excluded.state_at else known.state_at end,
      state = excluded.state, paid_at = coalesce(known.paid_at, excluded.paid_at),
      failure_code = excluded.failure_code, refunded_cents = excluded.refunded_cents,
      disputed_cents = excluded.disputed_cents, surplus = excluded.surplus, fetched_at = excluded.fetched_at
    returning id`,
}

/** Inserts or changes the payment; gives its row's number. */
export async function writePayment(
  decided: PaymentDecision,
  subscriptionId: number | null,
  { provider, intentId, cause, at, transaction }: Writing
): Promise<number> {
  const { seen } = decided
  const [row] = await prepared<{ id: number }>(
    PAYMENT,
    [
      intentId,
      subscriptionId,
      provider,
      seen.ref,
      seen.grossCents,
      seen.feeCents,
      seen.currency,
      seen.method,
      seen.methodLabel,
      seen.mandateRef,
      decided.state,
      cause,
      at,
      seen.initiatedAt,
      seen.paidAt,
      seen.failureCode,
      decided.refundedCents,
      decided.disputedCents,
      decided.surplus,
    ],
    transaction
  )
  if (!row) throw new Error(`The payment ${seen.ref} could not be written`)
  return row.id
}

const MOVEMENT = {
  name: 'payments.write_movement',
  text: `insert into money_movements (provider, kind, ref, payment_id, amount_cents, occurred_at, recorded_at)
    values ($1, $2, $3, $4, $5, $6, $7) on conflict (provider, kind, ref) do nothing`,
}

/** Each line of the provider's account, once. */
export async function writeMovements(
  movements: MovementSeen[],
  paymentId: number | null,
  { provider, at, transaction }: Pick<Writing, 'provider' | 'at' | 'transaction'>
): Promise<void> {
  for (const { kind, ref, amountCents, occurredAt } of movements) {
    if (amountCents === 0) continue
    const values = [provider, kind, ref, paymentId, amountCents, occurredAt, at]
    await prepared(MOVEMENT, values, transaction)
  }
}

// A refund of our asking has its row before the provider has a name for it.
const OUR_REFUND = {
  name: 'payments.write_our_refund',
  text: `update refunds set ref = $3, state = $4, done_at = case when $4 = 'done' then coalesce(done_at, $5) end
    where payment_id = $1 and idempotency_key = $2`,
}

const REFUND = {
  name: 'payments.write_refund',
  text: `insert into refunds as known (payment_id, provider, ref, amount_cents, state, asked_at, done_at)
    values ($1, $2, $3, $4, $5, $6, case when $5 = 'done' then $7::timestamptz end)
    on conflict (provider, ref) do update set state = excluded.state,
      done_at = case when excluded.state = 'done' then coalesce(known.done_at, excluded.done_at) end`,
}

export async function writeRefunds(
  refunds: RefundSeen[],
  paymentId: number,
  { provider, at, transaction }: Writing
): Promise<void> {
  for (const { ref, amountCents, state, createdAt, ours } of refunds) {
    if (ours) await prepared(OUR_REFUND, [paymentId, ours, ref, state, at], transaction)
    await prepared(
      REFUND,
      [paymentId, provider, ref, amountCents, state, createdAt, at],
      transaction
    )
  }
}

const DISPUTE = {
  name: 'payments.write_dispute',
  text: `insert into disputes (payment_id, provider, ref, amount_cents, fee_cents, reason, state, opened_at, closed_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
    on conflict (provider, ref) do update set amount_cents = excluded.amount_cents,
      fee_cents = excluded.fee_cents, state = excluded.state, closed_at = excluded.closed_at`,
}

export async function writeDisputes(
  disputes: DisputeSeen[],
  paymentId: number,
  { provider, transaction }: Writing
): Promise<void> {
  for (const one of disputes) {
    const { ref, amountCents, feeCents, reason, state, openedAt, closedAt } = one
    await prepared(
      DISPUTE,
      [paymentId, provider, ref, amountCents, feeCents, reason, state, openedAt, closedAt],
      transaction
    )
  }
}

const SUBSCRIPTION = {
  name: 'payments.write_subscription',
  text: `insert into subscriptions as known (intent_id, provider, ref, customer_ref, state, state_cause, state_at,
      amount_cents, every, next_charge_on, paused_until, cancel_on, failure_count, method_label, fetched_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $7)
    on conflict (provider, ref) do update set
      customer_ref = coalesce(excluded.customer_ref, known.customer_ref),
      state_cause = case when known.state <> excluded.state then excluded.state_cause else known.state_cause end,
      state_at = case when known.state <> excluded.state then excluded.state_at else known.state_at end,
      state = excluded.state, amount_cents = excluded.amount_cents, every = excluded.every,
      next_charge_on = excluded.next_charge_on, paused_until = excluded.paused_until,
      cancel_on = excluded.cancel_on, failure_count = excluded.failure_count,
      method_label = excluded.method_label, fetched_at = excluded.fetched_at
    returning id`,
}

/** Inserts or changes the recurring payment; gives its row's number. */
export async function writeSubscription(
  seen: SubscriptionSeen,
  { provider, intentId, cause, at, transaction }: Writing
): Promise<number> {
  const [row] = await prepared<{ id: number }>(
    SUBSCRIPTION,
    [
      intentId,
      provider,
      seen.ref,
      seen.customerRef,
      seen.state,
      cause,
      at,
      seen.amountCents,
      seen.every,
      seen.nextChargeOn,
      seen.pausedUntil,
      seen.cancelOn,
      seen.failureCount,
      seen.methodLabel,
    ],
    transaction
  )
  if (!row) throw new Error(`The subscription ${seen.ref} could not be written`)
  return row.id
}
