import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { makeHappen } from '#payments/demo/demo_events'
import { PaymentIntent } from '#payments/payment_intent'
import { listenInTransaction } from '#shared/wiring/events'
import { clock } from '#shared/clock'
import { as } from '#tests/support/client'
import { anIntent } from '#tests/support/payments'
import { bothStatements, deliver, demoNotices, runJobs } from '#tests/support/payment_world'
import { ownDatabase } from '#tests/support/own_database'

const told: string[] = []
for (const name of ['pending', 'paid', 'surplus', 'failed', 'given_back']) {
  listenInTransaction(`payments.${name}`, async (event) => {
    told.push(`${name}${event.backCents === undefined ? '' : ` ${event.backCents}`}`)
  })
}

async function checkoutOf(intentId: string): Promise<string> {
  const row = await db
    .from('payment_attempts')
    .where('intent_id', intentId)
    .orderBy('n', 'desc')
    .firstOrFail()
  return row.ref
}

test.group('Paying with the play bank', (group) => {
  ownDatabase(group)
  group.each.setup(() => {
    told.length = 0
  })

  test('from the page to the bank and back: paid, told once, the cents as the bank says', async ({
    client,
    assert,
  }) => {
    const intent = await anIntent()
    const visitor = await as(client, null)
    const shown = await visitor.get(`/pay/${intent.id}`)
    shown.assertStatus(200)
    assert.match(shown.text(), /20\s€/)
    const sent = await visitor.post(`/pay/${intent.id}/attempts`, { provider: 'demo' })
    sent.assertStatus(303)
    const bank = new URL(sent.header('location') ?? '').pathname
    ;(await visitor.get(bank)).assertStatus(200)
    const paid = await visitor.post(bank, { event: 'pay' })
    paid.assertHeader('location', `/pay/${intent.id}/return`)
    const back = await visitor.get(`/pay/${intent.id}/return`)
    assert.include(back.text(), 'C’est payé, merci')
    const after = await PaymentIntent.findOrFail(intent.id)
    assert.equal(after.state, 'paid')
    for (const notice of await demoNotices()) {
      for (let time = 0; time < 3; time += 1) assert.equal(await deliver(client, notice), 200)
    }
    await runJobs()
    assert.deepEqual(told, ['paid'])
    const { theirs, ours } = await bothStatements()
    assert.lengthOf(ours, 1, 'the fee is told later')
    assert.deepEqual(ours, theirs)
    const again = await visitor.get(`/pay/${intent.id}`)
    again.assertHeader('location', `/pay/${intent.id}/return`)
  })

  test('two clicks make one page at the bank', async ({ client, assert }) => {
    const intent = await anIntent()
    const visitor = await as(client, null)
    const both = await Promise.all(
      [1, 2].map(() => visitor.post(`/pay/${intent.id}/attempts`, { provider: 'demo' }))
    )
    const [one, other] = both.map((answer) => answer.header('location'))
    assert.equal(one, other)
    assert.lengthOf(await db.from('demo_provider_objects'), 1)
  })

  test('a debit is on its way, then there; the notice alone is enough', async ({
    client,
    assert,
  }) => {
    const intent = await anIntent()
    const visitor = await as(client, null)
    await visitor.post(`/pay/${intent.id}/attempts`, { provider: 'demo' })
    const bank = await checkoutOf(intent.id)
    await makeHappen(bank, 'debit', clock.now())
    const back = await visitor.get(`/pay/${intent.id}/return`)
    assert.include(back.text(), 'Paiement en route')
    await makeHappen(bank, 'settle', clock.now())
    for (const notice of await demoNotices()) await deliver(client, notice)
    await runJobs()
    assert.deepEqual(told, ['pending', 'paid'])
    await makeHappen(bank, 'fail', clock.now())
    for (const notice of await demoNotices()) await deliver(client, notice)
    await runJobs()
    assert.deepEqual(told, ['pending', 'paid', 'failed'])
    const { theirs, ours } = await bothStatements()
    assert.deepEqual(ours, theirs)
  })

  test('disputed, won, then refunded at the bank: each told once, in cents', async ({
    client,
    assert,
  }) => {
    const intent = await anIntent()
    const visitor = await as(client, null)
    await visitor.post(`/pay/${intent.id}/attempts`, { provider: 'demo' })
    const bank = await checkoutOf(intent.id)
    for (const event of ['pay', 'dispute', 'win'] as const) {
      const result = await makeHappen(bank, event, clock.now())
      assert.isTrue(result.ok, event)
      for (const notice of (await demoNotices()).reverse()) await deliver(client, notice)
      await runJobs()
    }
    assert.deepEqual(told, ['paid', 'given_back 2000', 'given_back 0'])
    const { theirs, ours } = await bothStatements()
    assert.deepEqual(ours, theirs)
  })

  test('two tabs both paid: the second is said to be paid twice and covers nothing', async ({
    client,
    assert,
  }) => {
    const scope = { scopeKey: 'dues:1:2026-01-01' }
    const first = await anIntent(scope)
    const visitor = await as(client, null)
    await visitor.post(`/pay/${first.id}/attempts`, { provider: 'demo' })
    const second = await anIntent(scope)
    await visitor.post(`/pay/${second.id}/attempts`, { provider: 'demo' })
    for (const intent of [first, second]) {
      const bank = await checkoutOf(intent.id)
      assert.isTrue((await makeHappen(bank, 'pay', clock.now())).ok)
      await visitor.get(`/pay/${intent.id}/return`)
    }
    for (const notice of await demoNotices()) await deliver(client, notice)
    await runJobs()
    assert.deepEqual(told.sort(), ['paid', 'surplus'])
    const said = await visitor.get(`/pay/${first.id}/return`)
    const other = await visitor.get(`/pay/${second.id}/return`)
    assert.match(said.text() + other.text(), /C’était déjà payé/)
  })

  test('monthly: three months are paid, one fails, and the recurring payment says so', async ({
    client,
    assert,
  }) => {
    const intent = await anIntent({ schedule: 'month' })
    const visitor = await as(client, null)
    await visitor.post(`/pay/${intent.id}/attempts`, { provider: 'demo' })
    const bank = await checkoutOf(intent.id)
    for (const event of ['pay', 'renew', 'renew', 'renew', 'fail_renewal'] as const) {
      assert.isTrue((await makeHappen(bank, event, clock.now())).ok, event)
      for (const notice of await demoNotices()) await deliver(client, notice)
      await runJobs()
    }
    assert.deepEqual(told, ['paid', 'paid', 'paid', 'paid'])
    const subscription = await db.from('subscriptions').firstOrFail()
    assert.equal(subscription.state, 'past_due')
    assert.equal(subscription.failure_count, 1)
    const { theirs, ours } = await bothStatements()
    assert.deepEqual(ours, theirs)
  })
})

test.group('Notices', (group) => {
  ownDatabase(group)

  test('tampered, unsigned or stale ones are refused and leave nothing', async ({
    client,
    assert,
  }) => {
    const notice = { id: 'demo_event_1', type: 'x', object: { kind: 'payment', id: 'demo_pay_1' } }
    assert.equal(await deliver(client, notice, { tampered: true }), 400)
    const old = new Date(Date.now() - 10 * 60_000)
    assert.equal(await deliver(client, notice, { at: old }), 400)
    const unsigned = await client.post('/webhooks/demo').json(notice)
    unsigned.assertStatus(400)
    ;(await client.post('/webhooks/nobody').json(notice)).assertStatus(404)
    assert.lengthOf(await db.from('webhook_inbox'), 0)
  })

  test('of an object that is not ours: answered, kept, set aside', async ({ client, assert }) => {
    const notice = { id: 'demo_event_1', type: 'x', object: { kind: 'payment', id: 'demo_pay_1' } }
    assert.equal(await deliver(client, notice), 200)
    await runJobs()
    const row = await db.from('webhook_inbox').firstOrFail()
    assert.equal(row.state, 'ignored')
  })
})
