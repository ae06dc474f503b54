import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { syncObject } from '#payments/applying/sync_object'
import { makeHappen } from '#payments/demo/demo_events'
import { openAttempt } from '#payments/paying/open_attempt'
import { PaymentIntent } from '#payments/payment_intent'
import { providerOf, useProvider } from '#payments/providers'
import { reconcile } from '#payments/reconciling/reconcile'
import { clock } from '#shared/clock'
import { as } from '#tests/support/client'
import { someone, someoneWith } from '#tests/support/cast'
import { FaultyProvider } from '#tests/support/faulty_provider'
import { aDemoCheckout, anIntent, aSubscriptionOf } from '#tests/support/payments'
import { bothStatements, runJobs } from '#tests/support/payment_world'
import { ownDatabase } from '#tests/support/own_database'

const later = (hours: number) => new Date(clock.now().getTime() + hours * 3_600_000)

async function at<Answer>(faulty: FaultyProvider, does: () => Promise<Answer>): Promise<Answer> {
  const restore = useProvider(faulty)
  try {
    return await does()
  } finally {
    restore()
  }
}

async function opened(intent: PaymentIntent): Promise<string> {
  const result = await openAttempt(intent.id, providerOf('demo'), clock.now())
  if (!result.ok) throw new Error(result.refusal)
  return result.value.url?.split('/').at(-1) ?? ''
}

test.group('Asked again after a refusal', (group) => {
  ownDatabase(group)

  test('a page that the bank refuses to open is given up: the next click asks with another key, and others are reconciled', async ({
    client,
    assert,
  }) => {
    const paid = await anIntent()
    const bank = await opened(paid)
    await makeHappen(bank, 'pay', clock.now())
    const intent = await anIntent()
    const visitor = await as(client, null)
    const faulty = new FaultyProvider()
    await at(faulty, async () => {
      faulty.breaks = ['refused']
      const refused = await visitor.post(`/pay/${intent.id}/attempts`, { provider: 'demo' })
      refused.assertStatus(422)
      faulty.breaks = ['refused']
      const found = await reconcile(faulty, later(1))
      faulty.breaks = []
      assert.deepEqual(found.failed, [`checkout ${bank}: refused`])
      await reconcile(faulty, later(1))
      assert.equal((await PaymentIntent.findOrFail(paid.id)).state, 'paid')
      const again = await visitor.post(`/pay/${intent.id}/attempts`, { provider: 'demo' })
      again.assertStatus(303)
    })
    const keys = await db.from('payment_attempts').where('intent_id', intent.id).orderBy('n')
    assert.deepEqual(
      keys.map(({ state }) => state),
      ['failed', 'open']
    )
  })

  test('a page whose opening is refused while it is looked for again does not stop the rest', async ({
    assert,
  }) => {
    const lost = await anIntent()
    const faulty = new FaultyProvider()
    await at(faulty, async () => {
      faulty.breaks = ['before']
      await assert.rejects(() => openAttempt(lost.id, faulty, clock.now()))
      const paid = await anIntent()
      const bank = await opened(paid)
      await makeHappen(bank, 'pay', clock.now())
      faulty.breaks = ['refused']
      const found = await reconcile(faulty, later(1))
      assert.deepEqual(found.failed, [`intent ${lost.id}: refused`])
      assert.equal((await PaymentIntent.findOrFail(paid.id)).state, 'paid')
    })
  })

  test('a refund that the bank refused may be asked for again, and is made', async ({
    client,
    assert,
  }) => {
    const emile = await as(client, await someoneWith('treasurer'))
    const bank = await aDemoCheckout()
    await makeHappen(bank, 'pay', clock.now())
    await syncObject(providerOf('demo'), { kind: 'checkout', id: bank }, 'return')
    const { id } = await db.from('payments').firstOrFail()
    const faulty = new FaultyProvider()
    const ask = async () => {
      const shown = await emile.get(`/payments/${id}`)
      const hidden = [...shown.text().matchAll(/type="hidden" name="(\w+)" value="([^"]*)"/g)]
      const form = Object.fromEntries(hidden.map(([, name, value]) => [name, value]))
      const sent = { ...form, amount: '20', reason: 'Trop payé' }
      for (let click = 0; click < 2; click += 1) {
        ;(await emile.post(`/payments/${id}/refunds`, sent)).assertStatus(303)
      }
    }
    await ask()
    await at(faulty, async () => {
      faulty.breaks = ['refused']
      await runJobs()
    })
    assert.deepEqual(
      (await db.from('refunds')).map(({ state }) => state),
      ['failed']
    )
    await ask()
    await runJobs()
    const states = (await db.from('refunds').orderBy('id')).map(({ state }) => state)
    assert.deepEqual(states, ['failed', 'done'])
    const { theirs, ours } = await bothStatements()
    assert.deepEqual(ours, theirs)
  })

  test('a change that the bank refused, or has not heard, does not stand for the next one', async ({
    client,
    assert,
  }) => {
    const person = await someone('Bastien')
    const bastien = await as(client, person)
    const id = await aSubscriptionOf(person)
    const cents = async () => (await db.from('subscriptions').firstOrFail()).amount_cents
    const put = (form: Record<string, string>) => bastien.put(`/me/recurring/${id}`, form)
    const faulty = new FaultyProvider()
    await at(faulty, async () => {
      faulty.breaks = ['refused']
      ;(await put({ kind: 'amount', amount: '7,50' })).assertStatus(422)
      ;(await put({ kind: 'amount', amount: '8' })).assertStatus(303)
      assert.equal(await cents(), 800, 'after a refusal')
      faulty.breaks = ['before']
      ;(await put({ kind: 'amount', amount: '9' })).assertStatus(303)
      assert.equal(await cents(), 800, 'not heard')
      ;(await put({ kind: 'amount', amount: '10' })).assertStatus(303)
      assert.equal(await cents(), 1000)
      await db.rawQuery(`select graphile_worker.reschedule_jobs(array(select id from graphile_worker.jobs
        where task_identifier = 'change_subscription'), run_at := now())`)
      await runJobs()
      assert.equal(await cents(), 1000, 'what was asked before does not come after')
      const rows = await db.from('subscription_changes').orderBy('id')
      assert.equal(
        new Set(rows.map((one) => one.idempotency_key)).size,
        4,
        'one key, one thing asked'
      )
    })
  })

  test('a means of payment is changed on the bank’s own page, where the browser may go', async ({
    client,
    assert,
  }) => {
    const person = await someone('Bastien')
    const id = await aSubscriptionOf(person)
    const bastien = await as(client, person)
    const shown = await bastien.get(`/me/recurring/${id}`)
    assert.match(shown.header('content-security-policy') ?? '', /form-action 'self' https:/)
    assert.notMatch(
      (await bastien.get('/me')).header('content-security-policy') ?? '',
      /form-action 'self' https:/
    )
  })
})

test.group('Two intents of one thing', (group) => {
  ownDatabase(group)
  const scope = { scopeKey: 'dues:1:2026-01-01' }

  test('the older tab pays by a debit: it is on its way, and the newer page says so', async ({
    client,
    assert,
  }) => {
    const older = await anIntent(scope)
    const bank = await opened(older)
    const newer = await anIntent(scope)
    await opened(newer)
    await makeHappen(bank, 'debit', clock.now())
    await syncObject(providerOf('demo'), { kind: 'checkout', id: bank }, 'return')
    assert.equal((await PaymentIntent.findOrFail(older.id)).state, 'processing')
    assert.equal((await PaymentIntent.findOrFail(newer.id)).state, 'canceled')
    const visitor = await as(client, null)
    const sent = await visitor.post(`/pay/${newer.id}/attempts`, { provider: 'demo' })
    sent.assertStatus(422)
    await runJobs()
    const pages = await db.from('payment_attempts').where('intent_id', newer.id)
    assert.deepEqual(
      pages.map(({ state }) => state),
      ['expired']
    )
    await makeHappen(bank, 'fail', clock.now())
    await syncObject(providerOf('demo'), { kind: 'checkout', id: bank }, 'return')
    assert.equal((await PaymentIntent.findOrFail(older.id)).state, 'failed')
  })

  test('both pay by a debit: both are heard, one covers, the other is surplus', async ({
    assert,
  }) => {
    const banks: string[] = []
    for (let tab = 0; tab < 2; tab += 1) banks.push(await opened(await anIntent(scope)))
    for (const event of ['debit', 'settle'] as const) {
      for (const bank of banks) {
        await makeHappen(bank, event, clock.now())
        await syncObject(providerOf('demo'), { kind: 'checkout', id: bank }, 'return')
      }
    }
    const rows = await db.from('payments').orderBy('id')
    assert.deepEqual(
      rows.map(({ state, surplus }) => [state, surplus]),
      [
        ['paid', false],
        ['paid', true],
      ]
    )
  })

  test('a page that was closed is not opened again beside a newer one, nor once that is paid', async ({
    assert,
  }) => {
    const older = await anIntent(scope)
    await db.from('payment_intents').where('id', older.id).update({ state: 'expired' })
    const newer = await anIntent(scope)
    const reopen = () => openAttempt(older.id, providerOf('demo'), clock.now())
    assert.deepEqual(await reopen(), { ok: false, refusal: 'canceled' })
    const bank = await opened(newer)
    await makeHappen(bank, 'pay', clock.now())
    await syncObject(providerOf('demo'), { kind: 'checkout', id: bank }, 'return')
    assert.deepEqual(await reopen(), { ok: false, refusal: 'already_paid' })
  })
})
