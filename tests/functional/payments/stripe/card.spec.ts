import { test } from '@japa/runner'
import {
  anOrder,
  INSTALL,
  NOON,
  onlyPayment,
  seenOf,
  speakingWithStripe,
  sumOfMovements,
  sumOfStatement,
} from '#tests/support/stripe_double/adapter'

test.group('Stripe: paid once by card', (group) => {
  const world = speakingWithStripe(group)

  test('it is seen whole, its fee as soon as Stripe knows it', async ({ assert }) => {
    const { stripe, provider } = world()
    const order = anOrder()
    const { ref } = await provider.createCheckout(order)
    const charge = stripe.paysByCard(ref)
    const early = await seenOf(provider, { kind: 'checkout', id: ref })
    assert.equal(early.intentId, order.intentId)
    assert.isNull(early.subscription)
    const payment = onlyPayment(early)
    assert.include(payment, {
      ref: charge.payment_intent,
      checkoutRef: ref,
      subscriptionRef: null,
      state: 'paid',
      grossCents: 2000,
      currency: 'EUR',
      feeCents: null,
      method: 'card',
      methodLabel: 'Visa •••• 4242',
      failureCode: null,
    })
    assert.deepEqual(payment.paidAt, NOON)
    assert.deepEqual(payment.movements, [])
    stripe.feesArrive()
    const late = onlyPayment(await seenOf(provider, { kind: 'payment', id: payment.ref }))
    assert.equal(late.feeCents, 55)
    assert.deepEqual(
      late.movements.map(({ kind, amountCents }) => [kind, amountCents]),
      [
        ['payment', 2000],
        ['fee', -55],
      ]
    )
    assert.equal(sumOfMovements([late]), sumOfStatement(stripe))
    assert.deepEqual(stripe.refusals(), [])
  })

  test('the same is seen from each object that speaks of it', async ({ assert }) => {
    const { stripe, provider } = world()
    const { ref } = await provider.createCheckout(anOrder())
    const charge = stripe.paysByCard(ref)
    const paymentId = charge.payment_intent ?? ''
    stripe.feesArrive()
    const refund = await provider.refund(paymentId, 500, 'refund:1')
    const whole = await provider.fetch({ kind: 'checkout', id: ref }, INSTALL)
    for (const id of [paymentId, charge.id, refund.ref]) {
      assert.deepEqual(await provider.fetch({ kind: 'payment', id }, INSTALL), whole)
    }
  })

  test('what other programs sell on the account is nothing of ours', async ({ assert }) => {
    const { stripe, provider } = world()
    const charge = stripe.foreignPayment()
    const other = stripe.foreignPayment({ placette_install: 'elsewhere', placette_intent: 'x' })
    const subscription = stripe.foreignSubscription()
    for (const id of [
      charge.id,
      charge.payment_intent ?? '',
      other.payment_intent ?? '',
      subscription.id,
      subscription.latest_invoice ?? '',
      'pi_of_nobody',
      'cs_test_of_nobody',
      'sub_of_nobody',
      'xyz_unheard_of',
    ]) {
      assert.deepEqual(await provider.fetch({ kind: 'payment', id }, INSTALL), {
        about: 'nothing_of_ours',
      })
    }
  })
})
