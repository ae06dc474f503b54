import { test } from '@japa/runner'
import type { MollieProvider } from '#payments/mollie/mollie_provider'
import { ProviderUnreachable } from '#payments/provider'
import { FakeClock } from '#shared/clock'
import {
  anOrder,
  bookkeeping,
  INSTALL,
  mollieAt,
  ofIntent,
  onlyPayment,
} from '#tests/support/mollie_double/mollie_at'
import { MollieDouble } from '#tests/support/mollie_double/mollie_double'

test.group('Money given back at Mollie', (group) => {
  let double: MollieDouble
  let clock: FakeClock
  let mollie: MollieProvider
  let ref: string
  group.each.setup(async () => {
    clock = new FakeClock('2026-03-02T10:00:00Z')
    double = await MollieDouble.start(clock)
    mollie = mollieAt(double, clock)
    ref = (await mollie.createCheckout(anOrder())).ref
    double.acts.pay(ref)
    return () => double.stop()
  })

  const look = () => mollie.fetch({ kind: 'payment', id: ref }, INSTALL)
  const codeOf = (asking: Promise<unknown>) =>
    asking.then(
      () => 'done',
      (error: { code?: string }) => error.code
    )

  test('refunds once per key, a day later too', async ({ assert }) => {
    const first = await mollie.refund(ref, 500, 'refund:1')
    clock.advance({ days: 1 })
    assert.deepEqual(await mollie.refund(ref, 500, 'refund:1'), first)
    assert.lengthOf(double.account.refunds, 1)
    assert.equal(first.ours, 'refund:1')
    const { payments } = ofIntent(await look())
    assert.deepEqual(payments[0]?.refunds, [first])
    const { seen, stated } = bookkeeping(double, payments)
    assert.deepEqual(seen, stated)
    assert.isEmpty(double.refused)
  })

  for (const [when, how] of [
    ['before', 'cut'],
    ['after', 'cut'],
    ['after', 503],
  ] as const) {
    test(`refunds once although Mollie fails ${when} doing it (${how})`, async ({ assert }) => {
      const path = /refunds$/
      double.faults.add({ method: 'POST', path, when, how })
      if (how === 'cut') {
        await assert.rejects(() => mollie.refund(ref, 500, 'refund:1'), ProviderUnreachable)
        clock.advance({ days: 2 })
      }
      await mollie.refund(ref, 500, 'refund:1')
      assert.equal(double.account.balanceCents(), 1500)
      const keys = double.calls.filter((call) => path.test(call.path) && call.method === 'POST')
      assert.isTrue(keys.every(({ key }) => key === 'refund:1'))
    })
  }

  test('sees refunds made in the dashboard: partial, then the rest', async ({ assert }) => {
    const part = double.acts.refundInDashboard(ref, 800)
    assert.deepEqual(
      onlyPayment(await look()).refunds.map((refund) => [refund.ref, refund.state, refund.ours]),
      [[part, 'pending', null]]
    )
    const rest = double.acts.refundInDashboard(ref, 1200)
    double.acts.moveRefund(part, 'refunded')
    double.acts.moveRefund(rest, 'refunded')
    const payment = onlyPayment(await look())
    assert.deepEqual(
      payment.refunds.map(({ state }) => state),
      ['done', 'done']
    )
    assert.deepEqual(bookkeeping(double, [payment]).seen, bookkeeping(double, [payment]).stated)
    assert.equal(double.account.balanceCents(), 0)
    assert.equal(await codeOf(mollie.refund(ref, 100, 'refund:2')), 'already_refunded')
  })

  test('counts a refund that failed, or was taken back, as money that came back', async ({
    assert,
  }) => {
    const { ref: failed } = await mollie.refund(ref, 500, 'refund:1')
    double.acts.moveRefund(failed, 'failed')
    const taken = double.acts.refundInDashboard(ref, 700)
    double.acts.moveRefund(taken, 'canceled')
    const payment = onlyPayment(await look())
    assert.deepEqual(
      payment.refunds.map(({ state }) => state),
      ['failed', 'failed']
    )
    assert.deepEqual(bookkeeping(double, [payment]).seen, bookkeeping(double, [payment]).stated)
    assert.equal(double.account.balanceCents(), 2000)
  })

  test('says why a refund is refused', async ({ assert }) => {
    assert.equal(await codeOf(mollie.refund(ref, 2001, 'refund:1')), 'amount_too_high')
    await mollie.refund(ref, 500, 'refund:2')
    assert.equal(await codeOf(mollie.refund(ref, 500, 'refund:3')), 'already_refunded')
    assert.equal(await codeOf(mollie.refund('tr_nothing99', 500, 'refund:4')), 'gone')
    double.acts.chargeBack(ref)
    assert.equal(await codeOf(mollie.refund(ref, 100, 'refund:5')), 'disputed')
    assert.equal(double.account.balanceCents(), 2000 - 500 - 2000)
  })

  test('sees a card’s chargeback, open until it is reversed or the time to answer is over', async ({
    assert,
  }) => {
    const { id } = double.acts.chargeBack(ref, '4855')
    const dispute = async () => onlyPayment(await look()).disputes[0]
    assert.containSubset(await dispute(), {
      ref: id,
      state: 'open',
      amountCents: 2000,
      reason: '4855',
    })
    clock.advance({ days: 121 })
    assert.equal((await dispute())?.state, 'lost')
    double.acts.reverseChargeback(id)
    assert.containSubset(await dispute(), { state: 'won', closedAt: clock.now() })
    const payment = onlyPayment(await look())
    assert.deepEqual(bookkeeping(double, [payment]).seen, bookkeeping(double, [payment]).stated)
    assert.equal(payment.state, 'paid')
  })
})
