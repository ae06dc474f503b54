import { test } from '@japa/runner'
import { StripeProvider } from '#payments/stripe/stripe_provider'
import { anOrder, INSTALL, NOON, speakingWithStripe } from '#tests/support/stripe_double/adapter'
import { written, type Delivery } from '#tests/support/stripe_double/deliveries'

test.group('Stripe: notices', (group) => {
  const world = speakingWithStripe(group)

  async function anEvent(type: string) {
    const { stripe, provider } = world()
    const { ref } = await provider.createCheckout(anOrder())
    stripe.paysByCard(ref)
    const event = stripe.events().find((each) => each.type === type)
    if (!event) throw new Error(`No ${type}`)
    return event
  }

  async function read(delivery: Delivery, provider = world().provider) {
    const event = await anEvent('checkout.session.completed')
    const { body, headers } = written(event, { now: NOON, ...delivery })
    const result = await provider.readNotice(Buffer.from(body), headers, NOON)
    return { event, result }
  }

  test('a signed one says what to look at', async ({ assert }) => {
    const { event, result } = await read({})
    assert.deepEqual(result, {
      ok: true,
      notices: [
        {
          dedupeKey: event.id,
          type: 'checkout.session.completed',
          object: { kind: 'checkout', id: event.data.object.id },
        },
      ],
    })
  })

  for (const [sentence, delivery, refusal] of [
    ['one changed on the way', { tampered: true }, 'bad_signature'],
    ['one signed with another secret', { secret: 'whsec_other' }, 'bad_signature'],
    ['one without a signature', { unsigned: true }, 'bad_signature'],
    ['one of five minutes and a second ago', { age: 301 }, 'stale'],
  ] as const) {
    test(`${sentence} is not believed`, async ({ assert }) => {
      const { result } = await read(delivery)
      assert.deepEqual(result, { ok: false, refusal })
    })
  }

  test('one of five minutes ago is still believed', async ({ assert }) => {
    assert.isTrue((await read({ age: 300 })).result.ok)
  })

  test('one of another version of the API is believed: it is looked up again', async ({
    assert,
  }) => {
    assert.isTrue((await read({ apiVersion: '2019-05-16' })).result.ok)
  })

  test('none is believed without a secret', async ({ assert }) => {
    for (const webhookSecret of [null, '', '  ']) {
      const provider = new StripeProvider({ ...world().stripe.config, webhookSecret })
      const { result } = await read({ secret: '  ' }, provider)
      assert.deepEqual(result, { ok: false, refusal: 'no_secret' })
    }
  })

  test('what is signed but is no event cannot be read', async ({ assert }) => {
    const event = await anEvent('charge.succeeded')
    const { headers } = written(event, { now: NOON })
    const nothing = await world().provider.readNotice(Buffer.from('{'), headers, NOON)
    assert.deepEqual(nothing, { ok: false, refusal: 'bad_signature' })
  })

  test('what happens to one payment is looked at under one name', async ({ assert }) => {
    const { stripe, provider } = world()
    const { ref } = await provider.createCheckout(anOrder({ schedule: 'month' }))
    const { payment_intent: paymentId } = stripe.paysByCard(ref)
    stripe.feesArrive()
    await provider.refund(paymentId ?? '', 100, 'refund:1')
    stripe.disputes(paymentId ?? '')
    stripe.renews(String(stripe.session(ref).subscription))
    stripe.paysOut()
    const kinds = new Map<string, string>()
    for (const event of stripe.events()) {
      const { body, headers } = written(event, { now: NOON })
      const result = await provider.readNotice(Buffer.from(body), headers, NOON)
      if (!result.ok) throw new Error(result.refusal)
      const [notice] = result.notices
      kinds.set(event.type, notice ? `${notice.object.kind} ${notice.object.id}` : 'nothing')
      if (!notice) continue
      const seen = await provider.fetch(notice.object, INSTALL)
      assert.notEqual(seen.about, 'nothing_of_ours', event.type)
    }
    for (const type of ['charge.refunded', 'refund.created', 'charge.dispute.created']) {
      assert.equal(kinds.get(type), `payment ${paymentId}`)
    }
    assert.equal(kinds.get('invoice_payment.paid'), 'nothing')
    assert.match(kinds.get('customer.subscription.updated') ?? '', /^subscription sub_/)
    assert.match(kinds.get('payout.created') ?? '', /^payout po_/)
  })
})
