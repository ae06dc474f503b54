import { test } from '@japa/runner'
import type { Assert } from '@japa/assert'
import type { ApiClient } from '@japa/api-client'
import db from '@adonisjs/lucid/services/db'
import { PaymentIntent } from '#payments/payment_intent'
import { MollieWorld } from '#tests/support/mollie_double/mollie_world'
import { ownDatabase } from '#tests/support/own_database'
import { toldOfPayments } from '#tests/support/told_of_payments'
import { assertWhatMoneyDid, duesAndGift, periodsHeld } from '#tests/support/what_money_did'

const told = toldOfPayments()

test.group('Paying again and again through Mollie', (group) => {
  ownDatabase(group)
  const world = MollieWorld.of(group)
  group.each.setup(() => told.forget())

  const monthly = () => duesAndGift({ schedule: 'month', cents: 500 })

  async function begin(client: ApiClient, method = 'creditcard', mandate?: 'pending') {
    const intent = await monthly()
    world.double.acts.pay(await world.open(client, intent), method, mandate ?? 'valid')
    await world.notify(client, 3)
    return intent
  }

  const subscription = () => db.from('subscriptions').firstOrFail()

  async function booksAgree(assert: Assert, cents: number) {
    const { ours, theirs, refused, withoutOwnKey } = await world.books()
    assert.deepEqual(ours, theirs)
    assert.deepEqual(refused, [])
    assert.deepEqual(withoutOwnKey, [])
    assert.equal(world.double.account.balanceCents(), cents)
    await assertWhatMoneyDid(assert, 'mollie', (ref) => world.truth(ref))
  }

  test('one subscription begins, and three renewals fall on the ends of their months', async ({
    client,
    assert,
  }) => {
    await begin(client)
    assert.equal((await subscription()).state, 'active')
    const days: string[] = []
    for (let n = 0; n < 3; n++) {
      world.double.acts.arrive(world.drawNext())
      days.push(world.clock.now().toISOString().slice(0, 10))
      await world.notify(client, 3)
    }
    assert.deepEqual(days, ['2026-02-28', '2026-03-31', '2026-04-30'])
    assert.deepEqual(told.names, ['paid', 'paid', 'paid', 'paid'])
    assert.deepEqual(await periodsHeld(), [
      '2026-01-31…2026-02-27 100/100',
      '2026-02-28…2026-03-30 100/100',
      '2026-03-31…2026-04-29 100/100',
      '2026-04-30…2026-05-30 100/100',
    ])
    assert.lengthOf(await db.from('subscriptions'), 1)
    assert.lengthOf(world.double.account.subscriptions, 1)
    await booksAgree(assert, 2000)
  })

  test('a debit: on its way, there, and taken back after thirty days', async ({
    client,
    assert,
  }) => {
    await begin(client, 'ideal')
    const debit = world.drawNext()
    await world.notify(client)
    world.clock.advance({ days: 5 })
    world.double.acts.arrive(debit)
    await world.notify(client, 3)
    world.clock.advance({ days: 25 })
    world.double.acts.chargeBack(debit, 'MD06')
    await world.notify(client, 3)
    assert.deepEqual(told.withCents, ['paid', 'pending', 'paid', 'given_back 500'])
    const payment = await db.from('payments').where('ref', debit).firstOrFail()
    assert.equal(payment.state, 'lost')
    await booksAgree(assert, 500)
  })

  test('a debit that fails after having been on its way, then one that passes', async ({
    client,
    assert,
  }) => {
    await begin(client, 'ideal')
    const debit = world.drawNext()
    await world.notify(client)
    world.double.acts.fail(debit, 'AM04')
    await world.notify(client, 3)
    assert.deepEqual(told.withCents, ['paid', 'pending', 'failed'])
    assert.include(await subscription(), { state: 'past_due', failure_count: 1 })
    world.double.acts.arrive(world.drawNext())
    await world.notify(client, 3)
    assert.include(await subscription(), { state: 'active', failure_count: 0 })
    await booksAgree(assert, 1000)
  })

  test('a mandate that waits, then is there', async ({ client, assert }) => {
    await begin(client, 'ideal', 'pending')
    assert.equal((await subscription()).state, 'pending')
    world.double.acts.confirmMandate(world.double.account.mandates[0]?.id ?? '')
    world.double.acts.arrive(world.drawNext())
    await world.notify(client)
    assert.equal((await subscription()).state, 'active')
    await booksAgree(assert, 1000)
  })

  test('suspended, of which no notice comes: found by looking', async ({ client, assert }) => {
    await begin(client)
    const [row] = world.double.account.subscriptions
    world.double.acts.suspend(row?.id ?? '')
    await world.notify(client)
    assert.equal((await subscription()).state, 'active')
    await world.reconcile()
    assert.equal((await subscription()).state, 'suspended')
  })

  test('all notices lost: looking finds the payment and begins the subscription, once', async ({
    client,
    assert,
  }) => {
    const intent = await monthly()
    world.double.acts.pay(await world.open(client, intent))
    world.loseNotices()
    await world.reconcile()
    await world.reconcile()
    assert.lengthOf(world.double.account.subscriptions, 1)
    assert.equal((await PaymentIntent.findOrFail(intent.id)).state, 'paid')
    await booksAgree(assert, 500)
  })

  for (const when of ['before', 'after'] as const) {
    test(`Mollie fails ${when} beginning the subscription: one is there in the end`, async ({
      client,
      assert,
    }) => {
      const intent = await monthly()
      world.double.faults.add({ method: 'POST', path: /subscriptions$/, when, how: 'cut' })
      world.double.acts.pay(await world.open(client, intent))
      await world.notify(client)
      assert.deepEqual(told.names, ['paid'])
      world.clock.advance({ hours: 2 })
      await world.reconcile()
      assert.lengthOf(world.double.account.subscriptions, 1)
      assert.equal((await subscription()).state, 'active')
      await booksAgree(assert, 500)
    })
  }
})
