import { test } from '@japa/runner'
import {
  anOrder,
  NOON,
  seenOf,
  speakingWithStripe,
  sumOfMovements,
  sumOfStatement,
} from '#tests/support/stripe_double/adapter'

test.group('Stripe: payments that repeat', (group) => {
  const world = speakingWithStripe(group)

  async function begun(schedule: 'month' | 'year' = 'month') {
    const { stripe, provider } = world()
    const { ref } = await provider.createCheckout(anOrder({ schedule }))
    stripe.paysByCard(ref)
    stripe.feesArrive()
    const id = stripe.session(ref).subscription
    if (typeof id !== 'string') throw new Error('No subscription')
    const look = () => seenOf(provider, { kind: 'subscription', id })
    return { stripe, provider, ref, id, look }
  }

  test('the first payment and three renewals are all seen, from any of them', async ({
    assert,
  }) => {
    const { stripe, provider, ref, id, look } = await begun()
    for (let n = 0; n < 3; n += 1) stripe.renews(id)
    stripe.feesArrive()
    const seen = await look()
    assert.lengthOf(seen.payments, 4)
    assert.deepEqual(
      seen.payments.map(({ checkoutRef, subscriptionRef, state, feeCents }) => [
        checkoutRef,
        subscriptionRef,
        state,
        feeCents,
      ]),
      [
        [ref, id, 'paid', 55],
        [null, id, 'paid', 55],
        [null, id, 'paid', 55],
        [null, id, 'paid', 55],
      ]
    )
    assert.deepEqual(
      seen.payments.map(({ paidAt }) => paidAt?.toISOString().slice(0, 10)),
      ['2026-03-02', '2026-04-02', '2026-05-02', '2026-06-02']
    )
    assert.include(seen.subscription, {
      state: 'active',
      amountCents: 2000,
      every: 'month',
      nextChargeOn: '2026-07-02',
      failureCount: 0,
      methodLabel: 'Visa •••• 4242',
    })
    assert.equal(sumOfMovements(seen.payments), sumOfStatement(stripe))
    const [, , third] = seen.payments
    const invoice = stripe.store.get('subscription', id).latest_invoice ?? ''
    for (const other of [third?.ref ?? '', invoice, ref]) {
      assert.deepEqual(await seenOf(provider, { kind: 'payment', id: other }), seen)
    }
    assert.isNull(await provider.ensureSubscription(), 'the page itself begins what is to repeat')
    assert.deepEqual(stripe.refusals(), [])
  })

  test('more payments than one page of Stripe’s lists holds are all seen', async ({ assert }) => {
    const { stripe, id, look } = await begun()
    for (let n = 0; n < 104; n += 1) stripe.renews(id)
    stripe.feesArrive()
    const { payments } = await look()
    assert.lengthOf(payments, 105)
    assert.equal(sumOfMovements(payments), sumOfStatement(stripe))
  })

  test('what began on 31 January falls on the last day of shorter months', async ({ assert }) => {
    const { stripe } = world()
    stripe.store.moveTo(new Date('2026-01-31T09:00:00Z'))
    const { id, look } = await begun()
    const days: Array<string | null | undefined> = []
    for (let n = 0; n < 4; n += 1) {
      days.push((await look()).subscription?.nextChargeOn)
      stripe.renews(id)
    }
    assert.deepEqual(days, ['2026-02-28', '2026-03-31', '2026-04-30', '2026-05-31'])
  })

  test('an hour before midnight in UTC is the next day in Paris', async ({ assert }) => {
    const { stripe } = world()
    stripe.store.moveTo(new Date('2026-03-31T22:30:00Z'))
    const { look } = await begun('year')
    assert.include((await look()).subscription, { every: 'year', nextChargeOn: '2027-04-01' })
  })

  test('renewals fail until Stripe gives up; another card mends it', async ({ assert }) => {
    const { stripe, id, look } = await begun()
    stripe.renewalFails(id)
    const failed = await look()
    assert.include(failed.subscription, { state: 'past_due', failureCount: 1 })
    assert.include(failed.payments.at(-1), { state: 'failed', failureCode: 'insufficient_funds' })
    stripe.retries(id, 'expired_card')
    assert.equal((await look()).subscription?.failureCount, 2)
    stripe.givesUp(id)
    assert.equal((await look()).subscription?.state, 'lapsed')
    stripe.cardUpdated(id, '4444')
    stripe.retries(id, null)
    stripe.feesArrive()
    const mended = await look()
    assert.include(mended.subscription, {
      state: 'active',
      failureCount: 0,
      methodLabel: 'Visa •••• 4444',
    })
    assert.lengthOf(mended.payments, 2)
    assert.equal(mended.payments.at(-1)?.state, 'paid')
    assert.equal(sumOfMovements(mended.payments), sumOfStatement(stripe))
  })

  test('a changed amount counts from the next period on', async ({ assert }) => {
    const { stripe, provider, id, look } = await begun()
    await provider.changeAmount(id, 3500, 'change:1')
    await provider.changeAmount(id, 3500, 'change:1')
    const changed = await look()
    assert.equal(changed.subscription?.amountCents, 3500)
    assert.lengthOf(changed.payments, 1)
    stripe.renews(id)
    assert.deepEqual(
      (await look()).payments.map(({ grossCents }) => grossCents),
      [2000, 3500]
    )
  })

  test('while paused nothing is taken nor owed, and the day of the month stays', async ({
    assert,
  }) => {
    const { stripe, provider, id, look } = await begun()
    await provider.pause(id, '2026-05-15', 'pause:1')
    assert.include((await look()).subscription, {
      state: 'paused',
      pausedUntil: '2026-05-15',
      nextChargeOn: null,
    })
    assert.isNull(stripe.renews(id))
    assert.isNull(stripe.renews(id))
    assert.lengthOf((await look()).payments, 1)
    assert.deepEqual(
      stripe.store.all('invoice').map(({ status }) => status),
      ['paid', 'void', 'void']
    )
    stripe.renews(id)
    const after = await look()
    assert.lengthOf(after.payments, 2)
    assert.include(after.subscription, { state: 'active', nextChargeOn: '2026-07-02' })
  })

  test('a pause without an end is ended by hand', async ({ assert }) => {
    const { provider, id, look } = await begun()
    await provider.pause(id, null, 'pause:2')
    assert.include((await look()).subscription, { state: 'paused', pausedUntil: null })
    await provider.resume(id, 'resume:2')
    assert.include((await look()).subscription, { state: 'active', nextChargeOn: '2026-04-02' })
  })

  test('so is Stripe’s other sort of pause, made in the dashboard', async ({ assert }) => {
    const { stripe, provider, id, look } = await begun()
    stripe.store.get('subscription', id).status = 'paused'
    assert.equal((await look()).subscription?.state, 'paused')
    await provider.resume(id, 'resume:3')
    assert.equal((await look()).subscription?.state, 'active')
    assert.deepEqual(stripe.refusals(), [])
  })

  test('cancelled, it ends at once; cancelled again, it stays so', async ({ assert }) => {
    const { provider, id, look } = await begun()
    await provider.cancel(id, 'cancel:1')
    assert.include((await look()).subscription, { state: 'ended', nextChargeOn: null })
    await provider.cancel(id, 'cancel:2')
    assert.equal((await look()).subscription?.state, 'ended')
  })

  test('an end planned in the dashboard is told by its day', async ({ assert }) => {
    const { stripe, id, look } = await begun()
    stripe.store.get('subscription', id).cancel_at_period_end = true
    assert.include((await look()).subscription, {
      state: 'active',
      cancelOn: '2026-04-02',
      nextChargeOn: null,
    })
  })

  test('the payer has a page of Stripe’s for the card', async ({ assert }) => {
    const { provider, look } = await begun()
    const customerRef = (await look()).subscription?.customerRef ?? ''
    const url = await provider.selfServiceUrl(customerRef, 'https://placette.example/membership')
    assert.match(url ?? '', /^https:/)
  })

  test('the day on which it began is the payer’s', async ({ assert }) => {
    const { look } = await begun()
    assert.deepEqual((await look()).payments[0]?.initiatedAt, NOON)
  })
})
