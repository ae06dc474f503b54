import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { PaymentIntent } from '#payments/payment_intent'
import { payingByStripe, START } from '#tests/support/stripe_world'

const DAY = 86_400_000

test.group('Paying by SEPA debit at Stripe', (group) => {
  const world = payingByStripe(group)

  async function debited(client: Parameters<ReturnType<typeof world>['goesToPay']>[0]) {
    const { intent, session } = await world().goesToPay(client)
    const paymentRef = world().stripe.paysBySepa(session).payment_intent ?? ''
    await world().noticesCome()
    return { intent, session, paymentRef }
  }

  test('paid days after the page was left', async ({ client, assert }) => {
    const { intent, paymentRef } = await debited(client)
    assert.include(await world().comesBack(client, intent), 'Paiement en route')
    assert.deepEqual(world().told, ['pending'])
    assert.equal((await PaymentIntent.findOrFail(intent.id)).state, 'processing')
    assert.equal((await db.from('payments').firstOrFail()).mandate_ref, 'RUM30000001')
    world().timeGoesTo(new Date(START.getTime() + 5 * DAY))
    world().stripe.sepaSettles(paymentRef)
    world().stripe.feesArrive()
    await world().noticesCome()
    assert.deepEqual(world().told, ['pending', 'paid'])
    await world().assertTrue(assert)
  })

  test('failed days after the page was complete', async ({ client, assert }) => {
    const { intent, paymentRef } = await debited(client)
    world().timeGoesTo(new Date(START.getTime() + 5 * DAY))
    world().stripe.sepaFails(paymentRef)
    await world().noticesCome()
    assert.deepEqual(world().told, ['pending', 'failed'])
    assert.equal((await PaymentIntent.findOrFail(intent.id)).state, 'failed')
    await world().assertTrue(assert)
  })

  test('failed after it stood on the account already', async ({ client, assert }) => {
    const { paymentRef } = await debited(client)
    world().stripe.debitBookedEarly(paymentRef)
    world().stripe.sepaFails(paymentRef)
    await world().noticesCome()
    assert.deepEqual(world().told, ['pending', 'failed'])
    await world().assertTrue(assert)
  })

  test('taken back by the payer’s bank thirty days after it was paid', async ({
    client,
    assert,
  }) => {
    const { paymentRef } = await debited(client)
    world().stripe.sepaSettles(paymentRef)
    world().stripe.feesArrive()
    await world().noticesCome()
    world().timeGoesTo(new Date(START.getTime() + 30 * DAY))
    world().stripe.disputes(paymentRef, 'debit_not_authorized')
    await world().noticesCome()
    assert.deepEqual(world().told, ['pending', 'paid', 'given_back 2000'])
    assert.deepEqual(await world().states(), ['lost'])
    await world().assertTrue(assert)
  })
})
