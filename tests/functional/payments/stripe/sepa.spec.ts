import { test } from '@japa/runner'
import {
  anOrder,
  onlyPayment,
  seenOf,
  speakingWithStripe,
  sumOfMovements,
  sumOfStatement,
} from '#tests/support/stripe_double/adapter'

test.group('Stripe: paid by SEPA debit', (group) => {
  const world = speakingWithStripe(group)

  test('it is pending when the page is complete, paid when it settles', async ({ assert }) => {
    const { stripe, provider } = world()
    const { ref } = await provider.createCheckout(anOrder())
    const { payment_intent: id } = stripe.paysBySepa(ref)
    const pending = await seenOf(provider, { kind: 'checkout', id: ref })
    assert.deepEqual(pending.checkouts, [{ ref, state: 'complete' }])
    assert.include(onlyPayment(pending), {
      state: 'pending',
      method: 'sepa_debit',
      methodLabel: 'SEPA •••• 3000',
      mandateRef: 'RUM30000001',
      paidAt: null,
    })
    stripe.sepaSettles(id ?? '')
    stripe.feesArrive()
    const paid = onlyPayment(await seenOf(provider, { kind: 'checkout', id: ref }))
    assert.equal(paid.state, 'paid')
    assert.equal(paid.feeCents, 35)
    assert.equal(sumOfMovements([paid]), sumOfStatement(stripe))
    assert.deepEqual(stripe.refusals(), [])
  })

  test('it fails after the page was complete', async ({ assert }) => {
    const { stripe, provider } = world()
    const { ref } = await provider.createCheckout(anOrder())
    const { payment_intent: id } = stripe.paysBySepa(ref)
    stripe.sepaFails(id ?? '')
    const seen = await seenOf(provider, { kind: 'checkout', id: ref })
    assert.deepEqual(seen.checkouts, [{ ref, state: 'failed' }])
    assert.include(onlyPayment(seen), { state: 'failed', failureCode: 'insufficient_funds' })
  })

  test('a debit that was booked before it failed moves both ways', async ({ assert }) => {
    const { stripe, provider } = world()
    const { ref } = await provider.createCheckout(anOrder())
    const { payment_intent: id } = stripe.paysBySepa(ref)
    stripe.debitBookedEarly(id ?? '')
    stripe.sepaFails(id ?? '')
    const payment = onlyPayment(await seenOf(provider, { kind: 'checkout', id: ref }))
    assert.deepEqual(
      payment.movements.map(({ kind }) => kind),
      ['payment', 'fee', 'payment_failure']
    )
    assert.equal(sumOfMovements([payment]), sumOfStatement(stripe))
  })

  test('the payer takes it back thirty days later: a dispute lost at once', async ({ assert }) => {
    const { stripe, provider } = world()
    const { ref } = await provider.createCheckout(anOrder())
    const { payment_intent: id } = stripe.paysBySepa(ref)
    stripe.sepaSettles(id ?? '')
    stripe.feesArrive()
    stripe.store.moveTo(stripe.store.now + 30 * 86_400)
    const dispute = stripe.disputes(id ?? '', 'debit_not_authorized')
    const payment = onlyPayment(await seenOf(provider, { kind: 'payment', id: dispute.id }))
    assert.equal(payment.state, 'paid')
    assert.include(payment.disputes[0], {
      ref: dispute.id,
      state: 'lost',
      amountCents: 2000,
      feeCents: 750,
      reason: 'debit_not_authorized',
    })
    assert.equal(sumOfMovements([payment]), sumOfStatement(stripe))
  })

  test('a recurring one is on its way while the subscription is active already', async ({
    assert,
  }) => {
    const { stripe, provider } = world()
    const { ref } = await provider.createCheckout(anOrder({ schedule: 'month' }))
    const { payment_intent: id } = stripe.paysBySepa(ref)
    const pending = await seenOf(provider, { kind: 'checkout', id: ref })
    assert.equal(pending.subscription?.state, 'active')
    assert.equal(onlyPayment(pending).state, 'pending')
    stripe.sepaFails(id ?? '')
    const failed = await seenOf(provider, { kind: 'checkout', id: ref })
    assert.equal(failed.subscription?.state, 'past_due')
    assert.equal(onlyPayment(failed).state, 'failed')
    assert.deepEqual(failed.checkouts, [{ ref, state: 'failed' }])
  })
})
