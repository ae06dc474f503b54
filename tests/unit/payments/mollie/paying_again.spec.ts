import { test } from '@japa/runner'
import type { MollieProvider } from '#payments/mollie/mollie_provider'
import type { RenewalOrder } from '#payments/provider'
import { FakeClock } from '#shared/clock'
import {
  anOrder,
  bookkeeping,
  INSTALL,
  INTENT,
  mollieAt,
  ofIntent,
} from '#tests/support/mollie_double/mollie_at'
import { MollieDouble } from '#tests/support/mollie_double/mollie_double'

const MONTHLY = anOrder({ schedule: 'month', amountCents: 500 })

const renewals = (firstPaymentRef: string): RenewalOrder => ({
  intentId: INTENT,
  installId: INSTALL,
  amountCents: 500,
  every: 'month',
  description: 'Don mensuel',
  firstPaymentRef,
  noticeUrl: MONTHLY.noticeUrl,
  idempotencyKey: `${INTENT}:subscription`,
})

test.group('Paying again and again at Mollie', (group) => {
  let double: MollieDouble
  let clock: FakeClock
  let mollie: MollieProvider
  group.each.setup(async () => {
    clock = new FakeClock('2026-01-31T10:00:00Z')
    double = await MollieDouble.start(clock)
    mollie = mollieAt(double, clock)
    return () => double.stop()
  })

  async function begun(method = 'creditcard', mandate: 'valid' | 'pending' = 'valid') {
    const { ref } = await mollie.createCheckout(MONTHLY)
    double.acts.pay(ref, method, mandate)
    const subscription = await mollie.ensureSubscription(renewals(ref))
    const [, id = ''] = subscription?.split('/') ?? []
    return { ref, id, subscription: subscription ?? '' }
  }

  const look = async (id: string) => ofIntent(await mollie.fetch({ kind: 'payment', id }, INSTALL))

  test('makes one customer and a first payment, once per key', async ({ assert }) => {
    const opened = await mollie.createCheckout(MONTHLY)
    assert.deepEqual(await mollie.createCheckout(MONTHLY), opened)
    assert.lengthOf(double.account.customers, 1)
    assert.equal(opened.customerRef, double.account.customers[0]?.id)
    assert.equal(double.account.payments[0]?.sequenceType, 'first')
    const known = await mollie.createCheckout({
      ...MONTHLY,
      customerRef: opened.customerRef,
      idempotencyKey: 'attempt:2',
    })
    assert.equal(known.customerRef, opened.customerRef)
    assert.lengthOf(double.account.customers, 1)
  })

  test('begins the subscription after the first payment, and never a second one', async ({
    assert,
  }) => {
    const { ref } = await mollie.createCheckout(MONTHLY)
    assert.isNull(await mollie.ensureSubscription(renewals(ref)))
    double.acts.pay(ref)
    assert.isNull((await look(ref)).subscription)
    const subscription = await mollie.ensureSubscription(renewals(ref))
    clock.advance({ hours: 3 })
    assert.equal(await mollie.ensureSubscription(renewals(ref)), subscription)
    assert.lengthOf(double.account.subscriptions, 1)
    const seen = await look(ref)
    assert.containSubset(seen.subscription, {
      ref: subscription,
      state: 'active',
      amountCents: 500,
      every: 'month',
      nextChargeOn: '2026-02-28',
      failureCount: 0,
    })
    assert.equal(seen.payments[0]?.subscriptionRef, subscription)
  })

  test('begins one only although two ask at once, or Mollie fails after beginning it', async ({
    assert,
  }) => {
    const { ref } = await mollie.createCheckout(MONTHLY)
    double.acts.pay(ref)
    double.faults.add({ method: 'POST', path: /subscriptions$/, when: 'after', how: 'cut' })
    await mollie.ensureSubscription(renewals(ref)).catch(() => null)
    clock.advance({ hours: 2 })
    const [one, other] = await Promise.all([
      mollie.ensureSubscription(renewals(ref)),
      mollie.ensureSubscription({ ...renewals(ref), idempotencyKey: 'another' }),
    ])
    assert.equal(one, other)
    assert.lengthOf(double.account.subscriptions, 1)
  })

  test('sees three renewals on the last days of their months', async ({ assert }) => {
    const { ref, id, subscription } = await begun()
    const days: string[] = []
    for (let n = 0; n < 3; n++) {
      clock.set(double.acts.nextDraw(id))
      days.push(clock.now().toISOString().slice(0, 10))
      double.acts.arrive(double.acts.draw(id))
    }
    assert.deepEqual(days, ['2026-02-28', '2026-03-31', '2026-04-30'])
    const seen = await look(ref)
    assert.lengthOf(seen.payments, 4)
    assert.isTrue(seen.payments.every((payment) => payment.subscriptionRef === subscription))
    assert.deepEqual(seen.payments.map(({ checkoutRef }) => checkoutRef).filter(Boolean), [ref])
    const { seen: movements, stated } = bookkeeping(double, seen.payments)
    assert.deepEqual(movements, stated)
    assert.equal(double.account.balanceCents(), 2000)
    assert.deepEqual(
      ofIntent(await mollie.fetch({ kind: 'subscription', id: subscription }, INSTALL)),
      seen
    )
    assert.isEmpty(double.refused)
  })

  test('sees debits on their way, failed, and taken back after thirty days', async ({ assert }) => {
    const { ref, id } = await begun('ideal')
    clock.set(double.acts.nextDraw(id))
    const good = double.acts.draw(id)
    assert.equal((await look(good)).payments.find((one) => one.ref === good)?.state, 'pending')
    clock.advance({ days: 5 })
    double.acts.arrive(good)
    clock.set(double.acts.nextDraw(id))
    const bad = double.acts.draw(id)
    clock.advance({ days: 3 })
    double.acts.fail(bad, 'AM04')
    double.acts.chargeBack(good, 'MD06')
    const { payments, subscription } = await look(ref)
    assert.containSubset(
      payments.find((one) => one.ref === bad),
      {
        state: 'failed',
        failureCode: 'AM04',
        method: 'directdebit',
        methodLabel: 'SEPA •••• 0189',
      }
    )
    assert.containSubset(payments.find((one) => one.ref === good)?.disputes[0], {
      state: 'lost',
      reason: 'MD06',
    })
    assert.containSubset(subscription, { state: 'past_due', failureCount: 1 })
    const { seen, stated } = bookkeeping(double, payments)
    assert.deepEqual(seen, stated)
  })

  test('waits for a mandate that is still pending', async ({ assert }) => {
    const { ref, subscription } = await begun('ideal', 'pending')
    assert.equal((await look(ref)).subscription?.state, 'pending')
    double.acts.confirmMandate(double.account.mandates[0]?.id ?? '')
    assert.containSubset((await look(ref)).subscription, { ref: subscription, state: 'active' })
  })

  test('changes the amount of what comes next, and ends a subscription once', async ({
    assert,
  }) => {
    const { id, subscription } = await begun()
    await mollie.changeAmount(subscription, 750)
    await mollie.changeAmount(subscription, 750)
    clock.set(double.acts.nextDraw(id))
    const next = double.acts.draw(id)
    assert.equal((await look(next)).payments.find((one) => one.ref === next)?.grossCents, 750)
    await mollie.cancel(subscription, 'cancel:1')
    await mollie.cancel(subscription, 'cancel:1')
    assert.containSubset((await look(next)).subscription, { state: 'ended', nextChargeOn: null })
    assert.isEmpty(double.refused)
  })

  test('finds by looking what Mollie sends no notice of', async ({ assert }) => {
    const { subscription, id } = await begun()
    const listed = async (cursor: string | null) => {
      const found: Array<{ id: string; cursor: string }> = []
      for await (const { object, cursor: next } of mollie.listChangedSince(cursor, clock.now())) {
        found.push({ id: object.id, cursor: next })
      }
      return found
    }
    assert.notInclude(
      (await listed(null)).map((one) => one.id),
      subscription
    )
    double.acts.suspend(id)
    const found = await listed(null)
    assert.include(
      found.map((one) => one.id),
      subscription
    )
    const seen = ofIntent(await mollie.fetch({ kind: 'subscription', id: subscription }, INSTALL))
    assert.equal(seen.subscription?.state, 'suspended')
  })

  test('looks at what is new always, at eight weeks of payments daily, at thirteen months on Mondays', async ({
    assert,
  }) => {
    const { ref } = await mollie.createCheckout(anOrder())
    double.acts.pay(ref)
    let cursor: string | null = null
    const seesIt = async (at: string) => {
      clock.set(at)
      let found = false
      let last = cursor
      for await (const { object, cursor: next } of mollie.listChangedSince(cursor, clock.now())) {
        found ||= object.id === ref
        last = next
      }
      cursor = last
      return found
    }
    assert.isTrue(await seesIt('2026-02-03T08:00:00Z'))
    assert.isFalse(await seesIt('2026-02-03T08:15:00Z'))
    assert.isTrue(await seesIt('2026-03-03T08:15:00Z'))
    assert.isFalse(await seesIt('2026-05-05T08:15:00Z'))
    assert.isTrue(await seesIt('2026-05-11T08:15:00Z'))
  })
})
