import { test } from '@japa/runner'
import { ProviderRefused, ProviderUnreachable } from '#payments/provider'
import { StripeProvider } from '#payments/stripe/stripe_provider'
import { anOrder, INSTALL, speakingWithStripe } from '#tests/support/stripe_double/adapter'

test.group('Stripe: calls that go wrong', (group) => {
  const world = speakingWithStripe(group)

  async function caught(call: Promise<unknown>): Promise<unknown> {
    return call.then(
      () => 'it went through',
      (error: unknown) => error
    )
  }

  for (const kind of ['refuse_500', 'answer_500', 'cut_before', 'cut_after', 'too_many'] as const) {
    test(`one call lost (${kind}) and asked again does it once`, async ({ assert }) => {
      const { stripe, provider } = world()
      const { ref } = await provider.createCheckout(anOrder())
      const paymentId = stripe.paysByCard(ref).payment_intent ?? ''
      stripe.faults.plan(kind, /^POST \/v1\/refunds/, 2)
      assert.instanceOf(
        await caught(provider.refund(paymentId, 2000, 'refund:1')),
        ProviderUnreachable
      )
      stripe.faults.clear()
      const refund = await provider.refund(paymentId, 2000, 'refund:1')
      assert.equal(refund.state, 'done')
      assert.lengthOf(stripe.store.all('refund'), 1)
      assert.deepEqual(stripe.refusals(), [])
    })
  }

  test('an answer lost once is asked again inside the call', async ({ assert }) => {
    const { stripe, provider } = world()
    stripe.faults.plan('cut_after', /^POST \/v1\/checkout\/sessions/)
    await provider.createCheckout(anOrder())
    assert.lengthOf(stripe.store.all('checkout.session'), 1)
  })

  test('a list that breaks off is told as such', async ({ assert }) => {
    const { stripe, provider } = world()
    stripe.faults.plan('refuse_500', /events/, 2)
    const listing = async () => {
      for await (const each of provider.listChangedSince(null, new Date())) void each
    }
    assert.instanceOf(await caught(listing()), ProviderUnreachable)
  })

  test('a wrong key may be mended: it is not taken for a refusal', async ({ assert }) => {
    const { stripe } = world()
    const provider = new StripeProvider({ ...stripe.config, secretKey: 'sk_test_wrong' })
    assert.instanceOf(await caught(provider.createCheckout(anOrder())), ProviderUnreachable)
  })

  test('nobody there at all', async ({ assert }) => {
    const { stripe, provider } = world()
    await stripe.server.stop()
    const error = await caught(provider.fetch({ kind: 'payment', id: 'pi_1' }, INSTALL))
    assert.instanceOf(error, ProviderUnreachable)
  })

  test('the same key for something else is refused for good', async ({ assert }) => {
    const { provider } = world()
    const order = anOrder()
    await provider.createCheckout(order)
    const error = await caught(provider.createCheckout({ ...order, amountCents: 2100 }))
    assert.instanceOf(error, ProviderRefused)
  })

  test('a payer whom Stripe has forgotten is gone', async ({ assert }) => {
    const { provider } = world()
    const error = await caught(provider.createCheckout(anOrder({ customerRef: 'cus_gone' })))
    assert.instanceOf(error, ProviderRefused)
    assert.equal(error instanceof ProviderRefused && error.code, 'gone')
  })
})
