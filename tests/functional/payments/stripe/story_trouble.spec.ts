import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { PaymentIntent } from '#payments/payment_intent'
import { as } from '#tests/support/client'
import { runJobs } from '#tests/support/payment_world'
import { askForDueNotices } from '#payments/notices/inbox'
import { payingByStripe } from '#tests/support/stripe_world'
import { duesAndGift } from '#tests/support/what_money_did'

test.group('Stripe does not answer', (group) => {
  const world = payingByStripe(group)

  for (const kind of ['refuse_500', 'cut_before', 'answer_500', 'cut_after'] as const) {
    test(`while a page is opened (${kind}): the next click gets the one page`, async ({
      client,
      assert,
    }) => {
      const intent = await duesAndGift()
      const visitor = await as(client, null)
      world().stripe.faults.plan(kind, /^POST/, 2)
      const first = await visitor.post(`/pay/${intent.id}/attempts`, { provider: 'stripe' })
      assert.notMatch(first.header('location') ?? '', /\/c\/pay\//)
      world().stripe.faults.clear()
      const session = await world().opensPage(client, intent)
      assert.lengthOf(world().stripe.store.all('checkout.session'), 1)
      assert.lengthOf(await db.from('payment_attempts'), 1)
      world().stripe.paysByCard(session)
      world().stripe.feesArrive()
      await world().noticesCome()
      assert.deepEqual(world().told, ['paid'])
      await world().assertTrue(assert)
    })
  }

  test('while the payer comes back: it is being confirmed, then the notice settles it', async ({
    client,
    assert,
  }) => {
    const { intent, session } = await world().goesToPay(client)
    world().stripe.paysByCard(session)
    world().stripe.feesArrive()
    world().stripe.faults.plan('refuse_500', /^GET/, 2)
    assert.notInclude(await world().comesBack(client, intent), 'C’est payé, merci')
    world().stripe.faults.clear()
    await world().noticesCome()
    assert.equal((await PaymentIntent.findOrFail(intent.id)).state, 'paid')
    await world().assertTrue(assert)
  })

  test('while notices are read: they are read again later', async ({ client, assert }) => {
    const { session } = await world().goesToPay(client)
    world().stripe.paysByCard(session)
    world().stripe.feesArrive()
    world().stripe.faults.plan('cut_before', /^GET/, 100)
    await world().noticesCome()
    assert.deepEqual(await world().states(), [])
    world().stripe.faults.clear()
    world().clock.advance({ seconds: 11 })
    await askForDueNotices(world().clock.now())
    await runJobs()
    assert.deepEqual(await world().states(), ['paid'])
    await world().assertTrue(assert)
  })
})
