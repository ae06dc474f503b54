import { randomUUID } from 'node:crypto'
import db from '@adonisjs/lucid/services/db'
import { PaymentIntent, type Asking } from '#payments/payment_intent'
import { syncObject } from '#payments/applying/sync_object'
import { makeHappen } from '#payments/demo/demo_events'
import { askRefund } from '#payments/refunding/ask_refund'
import { openAttempt } from '#payments/paying/open_attempt'
import { providerOf } from '#payments/providers'
import { clock } from '#shared/clock'

/** Something asked of someone: twenty euros as a gift unless said otherwise. */
export async function anIntent(asking: Partial<Asking> = {}): Promise<PaymentIntent> {
  return db.transaction(async (transaction) => {
    const result = await PaymentIntent.ask(
      {
        personId: null,
        payer: { name: 'Bastien Moreau', email: 'bastien@example.org', locale: 'fr' },
        schedule: 'once',
        lines: [{ kind: 'gift', subjectId: 1, amountCents: 2000 }],
        scopeKey: null,
        returnPath: '/',
        ...asking,
      },
      clock.now(),
      transaction
    )
    if (!result.ok) throw new Error(result.refusal)
    return result.value
  })
}

/** A payment of an intent, as a provider would have said it. */
export async function aPaymentOf(
  intent: PaymentIntent,
  facts: { state?: string; feeCents?: number; surplus?: boolean } = {}
): Promise<number> {
  const { state = 'paid', feeCents = null, surplus = false } = facts
  const now = clock.now()
  const { rows } = await db.rawQuery(
    `insert into payments (intent_id, provider, ref, gross_cents, fee_cents, method, method_label, state,
        state_cause, state_at, initiated_at, paid_at, surplus, fetched_at)
      values (?, 'demo', ?, ?, ?, 'card', 'Visa •••• 4242', ?, 'notice:payment.changed', ?, ?, ?, ?, ?)
      returning id`,
    [
      intent.id,
      `demo_${randomUUID()}`,
      intent.amountCents,
      feeCents,
      state,
      now,
      now,
      now,
      surplus,
      now,
    ]
  )
  return rows[0].id
}

/** The name of a page opened at the play bank, for an intent of its own. */
export async function aDemoCheckout(): Promise<string> {
  const intent = await anIntent()
  const opened = await openAttempt(intent.id, providerOf('demo'), clock.now())
  if (!opened.ok) throw new Error(opened.refusal)
  return opened.value.url?.split('/').at(-1) ?? ''
}

/** A monthly payment, of twenty euros unless asked otherwise, that runs at the play bank; its row's number. */
export async function aSubscriptionOf(
  person: { id: number },
  asked?: PaymentIntent
): Promise<number> {
  const intent = asked ?? (await anIntent({ personId: person.id, schedule: 'month' }))
  const opened = await openAttempt(intent.id, providerOf('demo'), clock.now())
  if (!opened.ok) throw new Error(opened.refusal)
  const checkout = opened.value.url?.split('/').at(-1) ?? ''
  await makeHappen(checkout, 'pay', clock.now())
  await syncObject(providerOf('demo'), { kind: 'checkout', id: checkout }, 'return')
  const row = await db.from('subscriptions').where('intent_id', intent.id).firstOrFail()
  return row.id
}

/** A refund of this payment that waits for a second signature. */
export async function aWaitingRefund(paymentId: number, person: { id: number }): Promise<number> {
  const asked = { paymentId, amountCents: 100, reason: 'Payé deux fois', askedById: person.id }
  const result = await askRefund({ ...asked, key: `refund:${paymentId}:x` }, 0, clock.now())
  if (!result.ok) throw new Error(result.refusal)
  return result.value.refundId
}

/** A notice of the play bank that was given up. */
export async function aNoticeGivenUp(
  object: { kind: 'payment' | 'checkout'; id: string } = {
    kind: 'payment',
    id: `demo_pay_${randomUUID()}`,
  }
): Promise<number> {
  const { rows } = await db.rawQuery(
    `insert into webhook_inbox (provider, dedupe_key, type, object_kind, object_id, received_at, state, attempts, error)
      values ('demo', ?, ?, ?, ?, ?, 'dead', 10, 'connect ECONNREFUSED 192.0.2.1:443')
      returning id`,
    [randomUUID(), `${object.kind}.changed`, object.kind, object.id, clock.now()]
  )
  return rows[0].id
}
