import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { PaymentIntent } from '#payments/payment_intent'
import { someone } from '#tests/support/cast'
import { payingByStripe } from '#tests/support/stripe_world'

test.group('Paying once by Stripe', (group) => {
  const world = payingByStripe(group)

  test('by card, the payer back before any notice; the fee comes later', async ({
    client,
    assert,
  }) => {
    const { intent, session } = await world().goesToPay(client)
    world().stripe.paysByCard(session)
    assert.include(await world().comesBack(client, intent), 'C’est payé, merci')
    assert.deepEqual(world().told, ['paid'])
    assert.isNull((await db.from('payments').firstOrFail()).fee_cents)
    await world().noticesCome()
    world().stripe.feesArrive()
    await world().noticesCome()
    assert.deepEqual(world().told, ['paid'])
    const payment = await db.from('payments').firstOrFail()
    assert.include(payment, { state: 'paid', method_label: 'Visa •••• 4242', fee_cents: 55 })
    assert.equal((await PaymentIntent.findOrFail(intent.id)).state, 'paid')
    await world().assertTrue(assert)
  })

  test('by card, the notices before the payer', async ({ client, assert }) => {
    const { intent, session } = await world().goesToPay(client)
    world().stripe.paysByCard(session)
    world().stripe.feesArrive()
    await world().noticesCome()
    assert.deepEqual(world().told, ['paid'])
    assert.include(await world().comesBack(client, intent), 'C’est payé, merci')
    assert.deepEqual(world().told, ['paid'])
    await world().assertTrue(assert)
  })

  test('a refused card, then another: nothing is said to have failed', async ({
    client,
    assert,
  }) => {
    const { intent, session } = await world().goesToPay(client)
    world().stripe.declines(session)
    await world().noticesCome()
    await world().comesBack(client, intent)
    assert.deepEqual(await world().states(), [])
    world().stripe.paysByCard(session)
    world().stripe.feesArrive()
    await world().noticesCome()
    assert.deepEqual(world().told, ['paid'])
    await world().assertTrue(assert)
  })

  test('a page left to expire can be opened anew and paid', async ({ client, assert }) => {
    const { intent, session } = await world().goesToPay(client)
    world().stripe.pageExpires(session)
    await world().noticesCome()
    assert.equal((await PaymentIntent.findOrFail(intent.id)).state, 'expired')
    const again = await world().opensPage(client, intent)
    assert.notEqual(again, session)
    world().stripe.paysByCard(again)
    world().stripe.feesArrive()
    await world().noticesCome()
    assert.equal((await PaymentIntent.findOrFail(intent.id)).state, 'paid')
    await world().assertTrue(assert)
  })

  test('two clicks open one page', async ({ client, assert }) => {
    const { intent, session } = await world().goesToPay(client)
    assert.equal(await world().opensPage(client, intent), session)
    assert.lengthOf(world().stripe.store.all('checkout.session'), 1)
  })

  test('two tabs both paid: one covers, the other is surplus, both are on the account', async ({
    client,
    assert,
  }) => {
    const person = await someone('Bastien')
    const one = await world().goesToPay(client, { person })
    const other = await world().goesToPay(client, { person })
    world().stripe.paysByCard(one.session)
    world().stripe.paysByCard(other.session)
    world().stripe.feesArrive()
    await world().noticesCome()
    assert.sameMembers([...world().told], ['paid', 'surplus'])
    assert.deepEqual(await world().states(), ['paid', 'paid'])
    await world().assertTrue(assert)
  })

  test('two pages of one intent both paid: the second is surplus', async ({ client, assert }) => {
    const { intent, session } = await world().goesToPay(client)
    await db.from('payment_attempts').update({ request_hash: Buffer.alloc(32) })
    const other = await world().opensPage(client, intent)
    world().stripe.paysByCard(session)
    world().stripe.paysByCard(other)
    world().stripe.feesArrive()
    await world().noticesCome((events) => events.reverse())
    assert.deepEqual(world().told, ['paid', 'surplus'])
    await world().assertTrue(assert)
  })
})
