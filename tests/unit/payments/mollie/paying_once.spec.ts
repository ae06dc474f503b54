import { test } from '@japa/runner'
import type { MollieProvider } from '#payments/mollie/mollie_provider'
import { ProviderRefused, ProviderUnreachable } from '#payments/provider'
import { FakeClock } from '#shared/clock'
import {
  anOrder,
  bookkeeping,
  INSTALL,
  INTENT,
  mollieAt,
  ofIntent,
  onlyPayment,
} from '#tests/support/mollie_double/mollie_at'
import { MollieDouble } from '#tests/support/mollie_double/mollie_double'

test.group('Paying once at Mollie', (group) => {
  let double: MollieDouble
  let clock: FakeClock
  let mollie: MollieProvider
  group.each.setup(async () => {
    clock = new FakeClock('2026-03-02T10:00:00Z')
    double = await MollieDouble.start(clock)
    mollie = mollieAt(double, clock)
    return () => double.stop()
  })

  const look = (id: string) => mollie.fetch({ kind: 'payment', id }, INSTALL)

  test('opens a page with the intent’s marks, once per key', async ({ assert }) => {
    const opened = await mollie.createCheckout(anOrder())
    const again = await mollie.createCheckout(anOrder())
    assert.deepEqual(again, opened)
    assert.lengthOf(double.account.payments, 1)
    assert.equal(opened.url, `${double.endpoint}checkout/${opened.ref}`)
    assert.equal(opened.expiresAt?.toISOString(), '2026-03-02T10:15:00.000Z')
    const [call] = double.calls
    assert.deepEqual(call?.body, {
      amount: { currency: 'EUR', value: '20.00' },
      description: 'Adhésion à la Placette',
      redirectUrl: 'https://placette.example/pay/1/return',
      cancelUrl: 'https://placette.example/pay/1',
      webhookUrl: 'https://placette.example/webhooks/mollie',
      locale: 'fr_FR',
      metadata: { install: INSTALL, intent: INTENT },
    })
    assert.equal(call?.key, `${INTENT}:1:checkout`)
    assert.isEmpty(double.refused)
  })

  test('sees a payment by card', async ({ assert }) => {
    const { ref } = await mollie.createCheckout(anOrder())
    assert.deepEqual(ofIntent(await look(ref)).payments, [])
    double.acts.pay(ref)
    const seen = ofIntent(await look(ref))
    assert.deepEqual(seen.checkouts, [{ ref, state: 'complete' }])
    const payment = onlyPayment(seen)
    assert.containSubset(payment, {
      ref,
      checkoutRef: ref,
      subscriptionRef: null,
      state: 'paid',
      grossCents: 2000,
      feeCents: null,
      methodLabel: 'Visa •••• 4242',
      failureCode: null,
    })
    assert.equal(payment.paidAt?.toISOString(), '2026-03-02T10:00:00.000Z')
    const { seen: movements, stated } = bookkeeping(double, seen.payments)
    assert.deepEqual(movements, stated)
    assert.equal(double.account.balanceCents(), 2000)
  })

  test('sees what is on its way, what failed, what ran out and what was left', async ({
    assert,
  }) => {
    const open = async (n: number) =>
      (await mollie.createCheckout(anOrder({ idempotencyKey: `attempt:${n}` }))).ref
    const [slow, poor, late, left] = [await open(1), await open(2), await open(3), await open(4)]
    double.acts.begin(slow)
    double.acts.fail(poor)
    double.acts.expire(late)
    double.acts.leave(left)
    assert.equal(onlyPayment(await look(slow)).state, 'pending')
    assert.isEmpty(onlyPayment(await look(slow)).movements)
    assert.containSubset(onlyPayment(await look(poor)), {
      state: 'failed',
      failureCode: 'insufficient_funds',
    })
    const states = await Promise.all(
      [slow, poor, late, left].map(async (ref) => ofIntent(await look(ref)).checkouts[0]?.state)
    )
    assert.deepEqual(states, ['complete', 'failed', 'expired', 'expired'])
    assert.isEmpty(ofIntent(await look(late)).payments)
    double.acts.arrive(slow)
    assert.equal(onlyPayment(await look(slow)).state, 'paid')
  })

  test('takes back a page that is open, and leaves one alone that was paid', async ({ assert }) => {
    const { ref } = await mollie.createCheckout(anOrder())
    await mollie.expireCheckout(ref, 'attempt:1:expire')
    await mollie.expireCheckout(ref, 'attempt:1:expire')
    assert.equal(double.account.payments[0]?.status, 'canceled')
    const other = await mollie.createCheckout(anOrder({ idempotencyKey: 'attempt:2' }))
    double.acts.pay(other.ref)
    await mollie.expireCheckout(other.ref, 'attempt:2:expire')
    assert.equal(onlyPayment(await look(other.ref)).state, 'paid')
    assert.isEmpty(double.refused)
  })

  test('knows nothing of ids that are forged, unknown or of another program', async ({
    assert,
  }) => {
    for (const id of ['tr_nothing99', 'tr_../payments', 'sub_rVKGtNd6s3', '']) {
      assert.equal((await look(id)).about, 'nothing_of_ours', id)
    }
    const elsewhere = await mollie.createCheckout(anOrder({ installId: 'another' }))
    double.acts.pay(elsewhere.ref)
    assert.equal((await look(elsewhere.ref)).about, 'nothing_of_ours')
  })

  for (const when of ['before', 'after'] as const) {
    test(`opens one page although Mollie fails once ${when} doing it`, async ({ assert }) => {
      double.faults.add({ method: 'POST', path: /^payments$/, when, how: 503 })
      const { ref } = await mollie.createCheckout(anOrder())
      assert.deepEqual(
        double.account.payments.map(({ id }) => id),
        [ref]
      )
    })

    test(`says it does not know when the line is cut ${when}, and asks again safely`, async ({
      assert,
    }) => {
      double.faults.add({ method: 'POST', path: /^payments$/, when, how: 'cut' })
      await assert.rejects(() => mollie.createCheckout(anOrder()), ProviderUnreachable)
      const { ref } = await mollie.createCheckout(anOrder())
      assert.deepEqual(
        double.account.payments.map(({ id }) => id),
        [ref]
      )
    })
  }

  test('waits no longer than it should, and takes a wrong key for a fault that may be mended', async ({
    assert,
  }) => {
    double.faults.add({ method: 'GET', path: /^payments/, when: 'before', how: 'silent' })
    const hasty = mollieAt(double, clock, 200)
    const asking = hasty.fetch({ kind: 'payment', id: 'tr_nothing99' }, INSTALL)
    await assert.rejects(() => asking, ProviderUnreachable)
    double.faults.add({ method: 'GET', path: /^payments/, when: 'before', how: 401 })
    await assert.rejects(() => look('tr_nothing99'), ProviderUnreachable)
  })

  test('tells apart what may be asked again from what may not', async ({ assert }) => {
    const error = await mollie.createCheckout(anOrder({ description: '' })).catch((e) => e)
    assert.instanceOf(error, ProviderRefused)
    assert.equal(error.code, 'refused')
    await assert.rejects(() => mollie.pause(), ProviderRefused)
  })
})
