import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { prepared } from '#shared/prepared'
import type { DisputeSeen, MovementSeen, PayoutSeen, RefundSeen, Schedule } from '../provider.js'

/** The play bank's own papers: one row each, whole. Instants are ISO text, amounts cents. */
export interface DemoCheckout {
  kind: 'checkout'
  ref: string
  key: string
  intentId: string
  installId: string
  amountCents: number
  schedule: Schedule
  description: string
  payerName: string
  locale: 'fr' | 'en'
  returnUrl: string
  cancelUrl: string
  state: 'open' | 'complete' | 'expired'
}

type Dated<Thing, Keys extends keyof Thing> = Omit<Thing, Keys> & Record<Keys, string>

export interface DemoPayment {
  kind: 'payment'
  ref: string
  intentId: string
  checkoutRef: string | null
  subscriptionRef: string | null
  state: 'pending' | 'paid' | 'failed'
  grossCents: number
  feeCents: number | null
  method: 'card' | 'sepa'
  initiatedAt: string
  paidAt: string | null
  failureCode: string | null
  refunds: Array<Dated<RefundSeen, 'createdAt'>>
  disputes: Array<
    Omit<DisputeSeen, 'openedAt' | 'closedAt'> & { openedAt: string; closedAt: string | null }
  >
  movements: Array<Dated<MovementSeen, 'occurredAt'>>
}

export interface DemoSubscription {
  kind: 'subscription'
  ref: string
  intentId: string
  state: 'active' | 'past_due' | 'paused' | 'lapsed' | 'ended'
  amountCents: number
  every: 'month' | 'year'
  /** The day of the first payment: others fall on the same day, or on the month's last. */
  anchor: string
  charges: number
  pausedUntil: string | null
  failureCount: number
  method: 'card' | 'sepa'
}

/** What was sent to the bank, and for what. */
export interface DemoPayout extends Pick<PayoutSeen, 'amountCents' | 'lines'> {
  kind: 'payout'
  ref: string
  sentAt: string
}

export type DemoObject = DemoCheckout | DemoPayment | DemoSubscription | DemoPayout

const FIND = {
  name: 'payments.demo_object',
  text: 'select body from demo_provider_objects where ref = $1',
}

const FIND_BY_KEY = {
  name: 'payments.demo_by_key',
  text: `select body from demo_provider_objects where kind = 'checkout' and body->>'key' = $1`,
}

const OF_INTENT = {
  name: 'payments.demo_of_intent',
  text: `select body from demo_provider_objects where body->>'intentId' = $1 order by created_at, ref`,
}

const KEEP = {
  name: 'payments.demo_keep',
  text: `insert into demo_provider_objects (ref, kind, body, created_at, changed_at) values ($1, $2, $3, $4, $4)
    on conflict (ref) do update set body = excluded.body, changed_at = excluded.changed_at`,
}

export async function demoObject(
  ref: string,
  transaction?: TransactionClientContract
): Promise<DemoObject | null> {
  const [row] = await prepared<{ body: DemoObject }>(FIND, [ref], transaction)
  return row?.body ?? null
}

export async function demoCheckoutByKey(
  key: string,
  transaction: TransactionClientContract
): Promise<DemoCheckout | null> {
  const [row] = await prepared<{ body: DemoCheckout }>(FIND_BY_KEY, [key], transaction)
  return row?.body ?? null
}

export async function demoObjectsOf(
  intentId: string,
  transaction?: TransactionClientContract
): Promise<DemoObject[]> {
  const rows = await prepared<{ body: DemoObject }>(OF_INTENT, [intentId], transaction)
  return rows.map(({ body }) => body)
}

export async function keepDemoObject(
  object: DemoObject,
  at: Date,
  transaction?: TransactionClientContract
): Promise<void> {
  await prepared(KEEP, [object.ref, object.kind, JSON.stringify(object), at], transaction)
}
