import { test } from '@japa/runner'
import {
  anOrder,
  onlyPayment,
  seenOf,
  speakingWithStripe,
} from '#tests/support/stripe_double/adapter'

test.group('Stripe: opening and closing a page', (group) => {
  const world = speakingWithStripe(group)

  test('a page is opened for the amount, the payer and the way back', async ({ assert }) => {
    const { stripe, provider } = world()
    const order = anOrder()
    const opened = await provider.createCheckout(order)
    const session = stripe.session(opened.ref)
    assert.equal(opened.url, session.url)
    assert.equal(opened.expiresAt?.getTime(), session.expires_at * 1000)
    assert.isNull(opened.customerRef)
    assert.include(session, {
      amount_total: 2000,
      mode: 'payment',
      locale: 'fr',
      customer_email: 'bastien@example.org',
      client_reference_id: order.intentId,
      success_url: order.returnUrl,
      cancel_url: order.cancelUrl,
    })
    assert.deepEqual(stripe.refusals(), [])
  })

  test('asked twice with the same key, one page is opened', async ({ assert }) => {
    const { stripe, provider } = world()
    const order = anOrder()
    const [first, second] = await Promise.all([
      provider.createCheckout(order),
      provider.createCheckout(order),
    ])
    assert.equal(first.ref, second.ref)
    assert.lengthOf(stripe.store.all('checkout.session'), 1)
  })

  test('a payer whom Stripe knows is named, without the address being said again', async ({
    assert,
  }) => {
    const { stripe, provider } = world()
    const first = await provider.createCheckout(anOrder({ schedule: 'month' }))
    stripe.paysByCard(first.ref)
    const { subscription } = await seenOf(provider, { kind: 'checkout', id: first.ref })
    const customerRef = subscription?.customerRef ?? null
    assert.isString(customerRef)
    const second = await provider.createCheckout(anOrder({ customerRef }))
    assert.equal(second.customerRef, customerRef)
    assert.isNull(stripe.session(second.ref).customer_email)
  })

  test('an open page is seen open, an expired one expired', async ({ assert }) => {
    const { stripe, provider } = world()
    const order = anOrder()
    const { ref } = await provider.createCheckout(order)
    const open = await seenOf(provider, { kind: 'checkout', id: ref })
    assert.equal(open.intentId, order.intentId)
    assert.deepEqual(open.checkouts, [{ ref, state: 'open' }])
    await provider.expireCheckout(ref, 'expire:1')
    const expired = await seenOf(provider, { kind: 'checkout', id: ref })
    assert.deepEqual(expired.checkouts, [{ ref, state: 'expired' }])
    assert.deepEqual(expired.payments, [])
    await provider.expireCheckout(ref, 'expire:1')
    assert.deepEqual(stripe.refusals(), [])
  })

  test('a page that was paid meanwhile stays paid when it is to be closed', async ({ assert }) => {
    const { stripe, provider } = world()
    const { ref } = await provider.createCheckout(anOrder())
    stripe.paysByCard(ref)
    await provider.expireCheckout(ref, 'expire:2')
    const seen = await seenOf(provider, { kind: 'checkout', id: ref })
    assert.deepEqual(seen.checkouts, [{ ref, state: 'complete' }])
    assert.equal(onlyPayment(seen).state, 'paid')
    assert.deepEqual(stripe.refusals(), [])
  })

  test('a refused card is no failed payment while the payer may give another', async ({
    assert,
  }) => {
    const { stripe, provider } = world()
    const { ref } = await provider.createCheckout(anOrder())
    stripe.declines(ref)
    const before = await seenOf(provider, { kind: 'checkout', id: ref })
    assert.deepEqual(before.payments, [])
    assert.deepEqual(before.checkouts, [{ ref, state: 'open' }])
    stripe.paysByCard(ref)
    const after = onlyPayment(await seenOf(provider, { kind: 'checkout', id: ref }))
    assert.equal(after.state, 'paid')
    assert.equal(after.methodLabel, 'Visa •••• 4242')
  })

  test('so is a refused card of a payment that is to repeat', async ({ assert }) => {
    const { stripe, provider } = world()
    const { ref } = await provider.createCheckout(anOrder({ schedule: 'year' }))
    stripe.declines(ref)
    const before = await seenOf(provider, { kind: 'checkout', id: ref })
    assert.deepEqual(before.payments, [])
    assert.equal(before.subscription?.state, 'pending')
    stripe.paysByCard(ref)
    const after = await seenOf(provider, { kind: 'checkout', id: ref })
    assert.equal(onlyPayment(after).state, 'paid')
    assert.equal(after.subscription?.state, 'active')
  })
})
