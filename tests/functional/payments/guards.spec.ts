import { test } from '@japa/runner'
import type pg from 'pg'
import db from '@adonisjs/lucid/services/db'
import { askRefund } from '#payments/refunding/ask_refund'
import { withdrawRefund } from '#payments/refunding/make_by_hand'
import { clock } from '#shared/clock'
import { someone, someoneWith } from '#tests/support/cast'
import { anOrderBy, received } from '#tests/support/offline'
import { asOwner, ownDatabase } from '#tests/support/own_database'
import { aDemoCheckout, anIntent, aPaymentOf, aSubscriptionOf } from '#tests/support/payments'
import { aSignedRefund, givesByHand, paidByTransfer } from '#tests/support/refunds_by_hand'

/** Two refunds, so called by their bank and by us. */
const refunds = (ref: string, key: string) =>
  `insert into refunds (payment_id, provider, ref, amount_cents, state, idempotency_key, asked_at)
    select p.id, 'demo', ${ref}, 100, 'done', ${key}, now()
      from (select id from payments limit 1) p, generate_series(1, 2) n`

const once = (table: string, columns: string, values: string) =>
  `insert into ${table} (${columns}) values (${values}), (${values})`

/** What must not be written, by the guard that refuses it; each is taken once the guard is gone. */
const GUARDS: Array<[guard: string, table: string, attempt: string]> = [
  [
    'payment_lines_make_the_amount',
    'payment_lines',
    `insert into payment_lines select intent_id, 2, 'gift', 1, 1 from payment_lines limit 1`,
  ],
  [
    'payment_lines_make_the_amount',
    'payment_intents',
    'update payment_intents set amount_cents = amount_cents + 1',
  ],
  ['payment_state_moves', 'payment_intents', `update payment_intents set state = 'open'`],
  ['payment_state_moves', 'payments', `update payments set state = 'pending'`],
  ['payment_state_moves', 'subscriptions', `update subscriptions set state = 'pending'`],
  [
    'payment_intents_one_open',
    'payment_intents',
    `update payment_intents set scope_key = 'dues:1' where state = 'open'`,
  ],
  [
    'payment_intents_amount',
    'payment_intents',
    `alter table payment_intents disable trigger payment_lines_make_the_amount;
     update payment_intents set amount_cents = 0`,
  ],
  [
    'payments_ref_unique',
    'payments',
    `insert into payments (intent_id, provider, ref, gross_cents, state, state_cause, state_at, initiated_at, paid_at, fetched_at)
      select intent_id, provider, ref, gross_cents, state, state_cause, state_at, initiated_at, paid_at, fetched_at from payments`,
  ],
  [
    'payments_gross',
    'payments',
    'update payments set gross_cents = 0, refunded_cents = 0, disputed_cents = 0',
  ],
  ['payments_currency', 'payments', `update payments set currency = 'USD'`],
  ['payments_given_back', 'payments', 'update payments set refunded_cents = gross_cents + 1'],
  ['payments_given_back', 'payments', 'update payments set disputed_cents = gross_cents + 1'],
  ['payments_paid_has_instant', 'payments', 'update payments set paid_at = null'],
  ['refunds_ref_unique', 'refunds', refunds(`'r'`, 'n::text')],
  ['refunds_key_unique', 'refunds', refunds('n::text', `'k'`)],
  ['refunds_known', 'refunds', refunds('null', 'null')],
  ['refunds_amount', 'refunds', 'update refunds set amount_cents = 0'],
  [
    'money_movements_once',
    'money_movements',
    once(
      'money_movements',
      'provider, kind, ref, amount_cents, occurred_at, recorded_at',
      `'demo', 'fee', 'f', -5, now(), now()`
    ),
  ],
  [
    'money_movements_amount',
    'money_movements',
    `insert into money_movements (provider, kind, ref, amount_cents, occurred_at, recorded_at)
      values ('demo', 'fee', 'f', 0, now(), now())`,
  ],
  [
    'webhook_inbox_once',
    'webhook_inbox',
    once(
      'webhook_inbox',
      'provider, dedupe_key, type, object_kind, object_id, received_at',
      `'demo', 'e', 't', 'payment', 'p', now()`
    ),
  ],
  [
    'payouts_ref_unique',
    'payouts',
    once(
      'payouts',
      'provider, ref, amount_cents, state, created_at',
      `'demo', 'p', 1, 'paid', now()`
    ),
  ],
  [
    'payout_lines_net',
    'payout_lines',
    `with p as (insert into payouts (provider, ref, amount_cents, state, created_at)
        values ('demo', 'p', 1, 'paid', now()) returning id)
      insert into payout_lines (payout_id, ref, kind, gross_cents, fee_cents, net_cents) select id, 'l', 'payment', 3, 1, 1 from p`,
  ],
  [
    'disputes_ref_unique',
    'disputes',
    `insert into disputes (payment_id, provider, ref, amount_cents, state, opened_at)
      select p.id, 'demo', 'd', 1, 'open', now() from (select id from payments limit 1) p, generate_series(1, 2)`,
  ],
  [
    'subscriptions_ref_unique',
    'subscriptions',
    `insert into subscriptions (intent_id, provider, ref, state, state_cause, state_at, amount_cents, every, fetched_at)
      select intent_id, provider, ref, state, state_cause, state_at, amount_cents, every, fetched_at from subscriptions`,
  ],
  [
    'subscription_changes_key_unique',
    'subscription_changes',
    `insert into subscription_changes (subscription_id, kind, idempotency_key, asked_at)
      select id, 'cancel', 'k', now() from subscriptions, generate_series(1, 2)`,
  ],
  [
    'payment_attempts_n_unique',
    'payment_attempts',
    `insert into payment_attempts (intent_id, n, provider, idempotency_key, request_hash, created_at)
      select intent_id, n, provider, idempotency_key || 'x', request_hash, created_at from payment_attempts`,
  ],
  [
    'payment_attempts_key_unique',
    'payment_attempts',
    `insert into payment_attempts (intent_id, n, provider, idempotency_key, request_hash, created_at)
      select intent_id, n + 1, provider, idempotency_key, request_hash, created_at from payment_attempts`,
  ],
  [
    'payment_attempts_ref_unique',
    'payment_attempts',
    `insert into payment_attempts (intent_id, n, provider, idempotency_key, request_hash, created_at, ref)
      select intent_id, n + 1, provider, idempotency_key || 'x', request_hash, created_at, ref from payment_attempts`,
  ],
  [
    'payment_customers_person_unique',
    'payment_customers',
    `insert into payment_customers (provider, ref, person_id, created_at)
      select 'demo', n::text, p.id, now() from (select id from people limit 1) p, generate_series(1, 2) n`,
  ],
  ['offline_receipts_amount', 'offline_receipts', receipt('-5', 'gen_random_uuid()')],
  ['offline_receipts_once', 'offline_receipts', receipt('5', 'form_key')],
  [
    'receipt_reversals_pkey',
    'receipt_reversals',
    `insert into receipt_reversals select r.id, 'mistake', null, now()
       from (select id from offline_receipts limit 1) r, generate_series(1, 2)`,
  ],
  [
    'hand_refunds_pkey',
    'hand_refunds',
    `alter table hand_refunds disable trigger hand_refunds_are_owed;
     insert into hand_refunds (refund_id, payment_id, amount_cents, way, made_on, reference, made_at)
      select refund_id, payment_id, amount_cents, way, made_on, reference, made_at from hand_refunds`,
  ],
  [
    'refund_signatures_pkey',
    'refund_signatures',
    'insert into refund_signatures select * from refund_signatures',
  ],
  ['installation_single', 'installation', 'insert into installation (id) values (2)'],
]

function receipt(cents: string, key: string): string {
  return `insert into offline_receipts (ref, kind, amount_cents, received_on, form_key, entered_at)
    select ref, kind, ${cents}, received_on, ${key}, entered_at from offline_receipts`
}

/** What is added to and never changed. */
const HISTORY = [
  'payment_lines',
  'money_movements',
  'payment_transitions',
  'payment_moves',
  'installation',
  'refund_signatures',
  'hand_refunds',
  'refund_withdrawals',
  'bank_details',
  'bank_details_signatures',
  'offline_receipts',
  'receipt_confirmations',
  'receipt_reversals',
  'cheque_deposits',
  'cheque_deposit_lines',
]

/** One of each thing that the guards speak of. */
async function aTreasury() {
  const transfer = await paidByTransfer()
  await givesByHand(await aSignedRefund(transfer, 500))
  const emile = await someoneWith('treasurer')
  const asked = {
    paymentId: transfer,
    amountCents: 100,
    reason: 'x',
    askedById: emile.id,
    key: 'k',
  }
  const waiting = await askRefund(asked, 100_000, clock.now())
  if (!waiting.ok) throw new Error(waiting.refusal)
  await withdrawRefund(waiting.value.refundId, emile.id, clock.now())
  await aPaymentOf(await anIntent())
  await aSubscriptionOf(await someone('Awa'))
  await aDemoCheckout()
  await received((await anOrderBy('cash_cheque')).ref, 100)
  await anIntent()
}

/** In a transaction that is taken back; gives what the database said, or null when it took it. */
async function tried(owner: pg.Client, ...statements: string[]): Promise<string | null> {
  await owner.query('begin')
  try {
    for (const statement of statements) await owner.query(statement)
    await owner.query('set constraints all immediate')
    return null
  } catch (error) {
    const { constraint = '', message } = error as { constraint?: string; message: string }
    return `${constraint} ${message}`
  } finally {
    await owner.query('rollback')
  }
}

function dropped(guard: string, table: string): string {
  if (guard === 'payment_intents_one_open') return `drop index ${guard}`
  const isTrigger = guard === 'payment_state_moves' || guard === 'payment_lines_make_the_amount'
  return isTrigger
    ? `alter table ${table} disable trigger ${guard}`
    : `alter table ${table} drop constraint ${guard} cascade`
}

test.group('What guards money', (group) => {
  ownDatabase(group)

  test('refuses by itself what must not be, and would take it without that guard', async ({
    assert,
  }) => {
    await aTreasury()
    await asOwner(async (owner) => {
      for (const [guard, table, attempt] of GUARDS) {
        assert.include((await tried(owner, attempt)) ?? 'taken', guard, attempt)
        assert.isNull(await tried(owner, dropped(guard, table), attempt), `without ${guard}`)
      }
    })
  })

  test('each change of state leaves a line of history, written by the database', async ({
    assert,
  }) => {
    const intent = await anIntent()
    await aPaymentOf(intent)
    await db.from('payments').update({ state: 'disputed', state_cause: 'notice' })
    const rows = await db.from('payment_transitions').where('subject', 'payment').orderBy('id')
    assert.deepEqual(
      rows.map(({ from_state: from, to_state: to }) => [from, to]),
      [
        [null, 'paid'],
        ['paid', 'disputed'],
      ]
    )
  })

  test('history is added to and never changed by the role that serves', async ({ assert }) => {
    for (const table of HISTORY) {
      for (const change of [`delete from ${table}`, `truncate ${table}`]) {
        await assert.rejects(() => db.rawQuery(change), /permission denied/)
      }
    }
  })

  test('what moved, what was given back, taken back and became of it: the owner changes none of it either', async ({
    assert,
  }) => {
    await aTreasury()
    const tables = ['money_movements', 'payment_transitions', 'hand_refunds', 'refund_withdrawals']
    await asOwner(async (owner) => {
      for (const table of tables) {
        const change = `delete from ${table}`
        assert.include((await tried(owner, change)) ?? 'taken', 'history', change)
        const without = `alter table ${table} disable trigger ${table}_stand`
        assert.isNull(await tried(owner, without, change))
      }
    })
  })
})
