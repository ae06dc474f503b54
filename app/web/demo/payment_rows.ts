import { createHash } from 'node:crypto'
import type { Client } from 'pg'
import type { DemoCheckout, DemoObject } from '#payments/demo/demo_objects'
import type { Seen, SubscriptionSeen } from '#payments/provider'
import { inserted } from './inserted.js'
import type { PastPayment } from './past_payments.js'

/** A payment's row, and when it came. */
export interface Paid {
  paymentId: number
  at: Date
}

/** What was asked of the payer, and the try that succeeded. */
export async function writeAsked(client: Client, past: PastPayment, checkout: DemoCheckout) {
  const { payer, kind, subjectId, cents, schedule, at } = past
  const { intentId, key, ref, payerName, locale } = checkout
  await client.query(
    `insert into payment_intents (id, person_id, payer_name, payer_email, locale, schedule, amount_cents,
        return_path, state, state_cause, created_at, state_at)
     values ($1, $2, $3, $4, $5, $6, $7, '/support', 'paid', 'demo', $8, $8)`,
    [intentId, payer?.id ?? null, payerName, payer?.email ?? null, locale, schedule, cents, at]
  )
  await client.query(
    `insert into payment_lines (intent_id, position, kind, subject_id, amount_cents) values ($1, 1, $2, $3, $4)`,
    [intentId, kind, subjectId, cents]
  )
  await client.query(
    `insert into payment_attempts (intent_id, n, provider, idempotency_key, request_hash, ref, state, created_at)
     values ($1, 1, 'demo', $2, $3, $4, 'complete', $5)`,
    [intentId, key, createHash('sha256').update(key).digest(), ref, at]
  )
}

/** The play bank's own papers. */
export async function writePapers(client: Client, papers: DemoObject[], at: Date) {
  for (const paper of papers) {
    await client.query(
      `insert into demo_provider_objects (ref, kind, body, created_at, changed_at) values ($1, $2, $3, $4, $4)`,
      [paper.ref, paper.kind, JSON.stringify(paper), at]
    )
  }
}

/** What the play bank says of an intent, as the payments room keeps it. */
export async function writeSeen(
  client: Client,
  { intentId, payments, subscription }: Extract<Seen, { about: 'intent' }>,
  now: Date
): Promise<Paid[]> {
  const agreed = subscription ? await writeSubscription(client, intentId, subscription, now) : null
  const paid: Paid[] = []
  for (const one of payments) {
    const { ref, grossCents, feeCents, method, methodLabel, initiatedAt: at } = one
    const paymentId = await inserted(
      client,
      `insert into payments (intent_id, subscription_id, provider, ref, gross_cents, fee_cents, method,
          method_label, state, state_cause, state_at, initiated_at, paid_at, fetched_at)
       values ($1, $2, 'demo', $3, $4, $5, $6, $7, 'paid', 'demo', $8, $8, $8, $8) returning id`,
      [intentId, agreed, ref, grossCents, feeCents, method, methodLabel, at]
    )
    for (const move of one.movements) {
      await client.query(
        `insert into money_movements (provider, kind, ref, payment_id, amount_cents, occurred_at, recorded_at)
         values ('demo', $1, $2, $3, $4, $5, $5)`,
        [move.kind, move.ref, paymentId, move.amountCents, move.occurredAt]
      )
    }
    paid.push({ paymentId, at })
  }
  return paid
}

function writeSubscription(client: Client, intentId: string, seen: SubscriptionSeen, now: Date) {
  const { ref, state, amountCents, every, nextChargeOn, methodLabel } = seen
  return inserted(
    client,
    `insert into subscriptions (intent_id, provider, ref, state, state_cause, state_at, amount_cents, every,
        next_charge_on, method_label, fetched_at)
     values ($1, 'demo', $2, $3, 'demo', $4, $5, $6, $7, $8, $4) returning id`,
    [intentId, ref, state, now, amountCents, every, nextChargeOn, methodLabel]
  )
}
