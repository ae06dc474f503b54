import { test } from '@japa/runner'
import type { Assert } from '@japa/assert'
import db from '@adonisjs/lucid/services/db'
import { PaymentIntent } from '#payments/payment_intent'
import { makeRefund } from '#payments/refunding/make_refund_job'
import { syncObject } from '#payments/applying/sync_object'
import { someone, someoneWith } from '#tests/support/cast'
import { as } from '#tests/support/client'
import { MollieWorld } from '#tests/support/mollie_double/mollie_world'
import { ownDatabase } from '#tests/support/own_database'
import { runJobs } from '#tests/support/payment_world'
import { toldOfPayments } from '#tests/support/told_of_payments'
import { assertWhatMoneyDid, duesAndGift } from '#tests/support/what_money_did'

const told = toldOfPayments()

test.group('Paying once through Mollie', (group) => {
  ownDatabase(group)
  const world = MollieWorld.of(group)
  group.each.setup(() => told.forget())

  const stateOf = async (intent: PaymentIntent) => (await PaymentIntent.findOrFail(intent.id)).state

  async function booksAgree(assert: Assert, cents: number) {
    const { ours, theirs, refused, withoutOwnKey } = await world.books()
    assert.deepEqual(ours, theirs)
    assert.deepEqual(refused, [])
    assert.deepEqual(withoutOwnKey, [])
    assert.equal(world.double.account.balanceCents(), cents)
    await assertWhatMoneyDid(assert, 'mollie', (ref) => world.truth(ref))
  }

  for (const method of ['creditcard', 'ideal']) {
    test(`by ${method}, the notice before the return: paid, told once`, async ({
      client,
      assert,
    }) => {
      const intent = await duesAndGift()
      const ref = await world.open(client, intent)
      world.double.acts.pay(ref, method)
      await world.notify(client, 3)
      assert.equal(await stateOf(intent), 'paid')
      assert.include(await world.comeBack(client, intent), 'C’est payé, merci')
      assert.deepEqual(told.names, ['paid'])
      await booksAgree(assert, 2000)
    })
  }

  test('the return before the notice: paid all the same, told once', async ({ client, assert }) => {
    const intent = await duesAndGift()
    const ref = await world.open(client, intent)
    world.double.acts.pay(ref)
    assert.include(await world.comeBack(client, intent), 'C’est payé, merci')
    await world.notify(client, 3)
    assert.deepEqual(told.names, ['paid'])
    await booksAgree(assert, 2000)
  })

  test('every notice lost: the reconciliation finds it', async ({ client, assert }) => {
    const intent = await duesAndGift()
    const ref = await world.open(client, intent)
    world.double.acts.pay(ref)
    world.double.acts.refundInDashboard(ref, 700)
    world.loseNotices()
    await world.reconcile()
    await world.reconcile()
    assert.deepEqual(told.withCents, ['paid', 'given_back 700'])
    await booksAgree(assert, 1300)
  })

  test('two looks at once apply it once', async ({ client, assert }) => {
    const intent = await duesAndGift()
    const ref = await world.open(client, intent)
    world.double.acts.pay(ref)
    await Promise.all(
      ['notice', 'return', 'reconcile'].map((cause) =>
        syncObject(world.mollie, { kind: 'payment', id: ref }, cause)
      )
    )
    assert.deepEqual(told.names, ['paid'])
    await booksAgree(assert, 2000)
  })

  test('a transfer on its way, then there; or that never came', async ({ client, assert }) => {
    const [one, other] = [await duesAndGift(), await duesAndGift()]
    const [slow, lost] = [await world.open(client, one), await world.open(client, other)]
    world.double.acts.begin(slow)
    world.double.acts.begin(lost)
    await world.notify(client)
    assert.deepEqual(await Promise.all([one, other].map(stateOf)), ['processing', 'processing'])
    world.clock.advance({ days: 2 })
    world.double.acts.arrive(slow)
    world.double.acts.fail(lost)
    await world.notify(client, 3)
    assert.deepEqual(await Promise.all([one, other].map(stateOf)), ['paid', 'failed'])
    assert.deepEqual(told.names, ['failed', 'paid', 'pending', 'pending'])
    await booksAgree(assert, 2000)
  })

  test('two tabs: the first page is closed, so that nobody pays twice', async ({
    client,
    assert,
  }) => {
    const person = await someone('Bastien')
    const first = await duesAndGift({ person })
    const oldTab = await world.open(client, first)
    const second = await duesAndGift({ person })
    const newTab = await world.open(client, second)
    world.double.acts.pay(oldTab)
    world.double.acts.pay(newTab)
    await world.notify(client, 3)
    assert.deepEqual(told.names, ['paid', 'surplus'])
    await booksAgree(assert, 4000)
    const other = await duesAndGift({ person: await someone('Awa') })
    const before = await world.open(client, other)
    await db.from('payment_intents').where('id', other.id).update({ payer_email: 'a@example.org' })
    await world.open(client, other)
    await runJobs()
    const payment = world.double.account.payments.find(({ id }) => id === before)
    assert.equal(payment?.status, 'canceled')
  })

  test('refunds of the dashboard: a part, then all; each told once with what went back', async ({
    client,
    assert,
  }) => {
    const intent = await duesAndGift()
    const ref = await world.open(client, intent)
    world.double.acts.pay(ref)
    await world.notify(client)
    const part = world.double.acts.refundInDashboard(ref, 500)
    await world.notify(client, 3)
    const rest = world.double.acts.refundInDashboard(ref, 1500)
    world.double.acts.moveRefund(part, 'refunded')
    await world.notify(client, 3)
    world.double.acts.moveRefund(rest, 'failed')
    await world.notify(client, 3)
    assert.deepEqual(told.withCents, [
      'paid',
      'given_back 500',
      'given_back 2000',
      'given_back 500',
    ])
    assert.equal((await db.from('payments').firstOrFail()).state, 'partially_refunded')
    assert.equal(await stateOf(intent), 'paid')
    await booksAgree(assert, 1500)
  })

  for (const when of ['before', 'after'] as const) {
    test(`a refund of ours, Mollie failing ${when} making it: made once`, async ({
      client,
      assert,
    }) => {
      const intent = await duesAndGift()
      const ref = await world.open(client, intent)
      world.double.acts.pay(ref)
      await world.notify(client)
      const payment = await db.from('payments').firstOrFail()
      const emile = await as(client, await someoneWith('treasurer'))
      const form = { amount: '5', reason: 'Trop payé', left: '2000' }
      ;(await emile.post(`/payments/${payment.id}/refunds`, form)).assertStatus(303)
      const refund = await db.from('refunds').firstOrFail()
      world.double.faults.add({ method: 'POST', path: /refunds$/, when, how: 'cut' })
      await assert.rejects(() => makeRefund({ refundId: refund.id }))
      world.clock.advance({ days: 1 })
      await makeRefund({ refundId: refund.id })
      await world.notify(client, 3)
      assert.deepEqual(told.withCents, ['paid', 'given_back 500'])
      assert.lengthOf(await db.from('refunds'), 1)
      assert.lengthOf(world.double.account.refunds, 1)
      await booksAgree(assert, 1500)
    })
  }

  test('a chargeback, reversed', async ({ client, assert }) => {
    const intent = await duesAndGift()
    const ref = await world.open(client, intent)
    world.double.acts.pay(ref)
    await world.notify(client)
    const { id } = world.double.acts.chargeBack(ref)
    await world.notify(client, 3)
    world.double.acts.reverseChargeback(id)
    await world.notify(client, 3)
    assert.deepEqual(told.withCents, ['paid', 'given_back 2000', 'given_back 0'])
    await booksAgree(assert, 2000)
  })

  test('a forged id is answered like any other and changes nothing', async ({ client, assert }) => {
    const answer = await client.post('/webhooks/mollie').form({ id: 'tr_forged0001' })
    answer.assertStatus(200)
    ;(await client.post('/webhooks/mollie').form({ id: '../customers' })).assertStatus(400)
    await runJobs()
    assert.equal((await db.from('webhook_inbox').firstOrFail()).state, 'ignored')
    assert.lengthOf(await db.from('payments'), 0)
  })

  test('what anyone may send fills no table: a flood of forged ids is turned away', async ({
    client,
    assert,
  }) => {
    const forged = () => client.post('/webhooks/mollie').form({ id: 'tr_forged0001' })
    const hour = 3_600_000
    // Later than any other test: what they have left of their allowance is over.
    world.clock.advance({ days: 800 })
    ;(await forged()).assertStatus(200)
    world.clock.advance({ days: 800 })
    const [{ key }] = await db.from('rate_limits').whereLike('key', 'webhook:mollie:%')
    const expire = world.clock.now().getTime() + hour
    await db.from('rate_limits').where({ key }).update({ points: 1200, expire })
    ;(await forged()).assertStatus(429)
    assert.lengthOf(await db.from('webhook_inbox'), 1)
  })

  for (const when of ['before', 'after'] as const) {
    test(`Mollie fails ${when} opening the page: the next click opens the one page`, async ({
      client,
      assert,
    }) => {
      const intent = await duesAndGift()
      world.double.faults.add({ method: 'POST', path: /^payments$/, when, how: 'cut' })
      const failed = await client.post(`/pay/${intent.id}/attempts`).form({ provider: 'mollie' })
      failed.assertStatus(422)
      const ref = await world.open(client, intent)
      assert.deepEqual(
        world.double.account.payments.map(({ id }) => id),
        [ref]
      )
      world.double.acts.pay(ref)
      world.double.faults.add({ method: 'GET', path: /^payments\//, when, how: 'cut' })
      await world.notify(client)
      assert.equal(await stateOf(intent), 'open')
      await world.reconcile()
      assert.deepEqual(told.names, ['paid'])
      await booksAgree(assert, 2000)
    })
  }
})
