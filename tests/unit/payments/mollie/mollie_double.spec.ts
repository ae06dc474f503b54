import { test } from '@japa/runner'
import { FakeClock } from '#shared/clock'
import { ask } from '#tests/support/mollie_double/ask'
import { MollieDouble } from '#tests/support/mollie_double/mollie_double'

const PAYMENT = {
  amount: { currency: 'EUR', value: '20.00' },
  description: 'Adhésion',
  redirectUrl: 'https://placette.example/pay/1/return',
}

test.group('The double of Mollie', (group) => {
  let double: MollieDouble
  let clock: FakeClock
  group.each.setup(async () => {
    clock = new FakeClock('2026-01-31T10:00:00Z')
    double = await MollieDouble.start(clock)
    return () => double.stop()
  })

  const aCustomer = async () =>
    String((await ask(double, 'POST', 'customers', { name: 'Awa Diallo' })).body.id)

  async function aSubscriber() {
    const customerId = await aCustomer()
    const first = await ask(double, 'POST', 'payments', {
      ...PAYMENT,
      customerId,
      sequenceType: 'first',
    })
    double.acts.pay(String(first.body.id))
    return customerId
  }

  const SUBSCRIPTION = {
    amount: { currency: 'EUR', value: '5.00' },
    interval: '1 month',
    description: 'Don mensuel',
    startDate: '2026-02-28',
  }

  test('refuses a key that it does not know', async ({ assert }) => {
    const { status } = await ask(double, 'GET', 'payments', undefined, {
      authorization: 'Bearer x',
    })
    assert.equal(status, 401)
  })

  for (const [what, change] of Object.entries({
    'an unknown parameter': { amount_cents: 2000 },
    'a test mode next to an API key': { testmode: true },
    'a profile next to an API key': { profileId: 'pfl_1' },
    'an amount without decimals': { amount: { currency: 'EUR', value: '12' } },
    'an amount with one decimal': { amount: { currency: 'EUR', value: '12.5' } },
    'an amount with a comma': { amount: { currency: 'EUR', value: '12,00' } },
    'an amount that is a number': { amount: { currency: 'EUR', value: 12 } },
    'an amount of nothing': { amount: { currency: 'EUR', value: '0.00' } },
    'another currency': { amount: { currency: 'USD', value: '12.00' } },
    'no description': { description: '' },
    'a description of 256 characters': { description: 'a'.repeat(256) },
    'a return address that is none': { redirectUrl: '/pay/1/return' },
    'no return address': { redirectUrl: undefined },
    'a notice address that is none': { webhookUrl: 'webhooks' },
    'an unknown language': { locale: 'fr' },
    'more than a thousand bytes of metadata': { metadata: { note: 'a'.repeat(1100) } },
    'an unknown sequence': { sequenceType: 'second' },
    'a first payment of nobody': { sequenceType: 'first' },
    'a customer that is not there': { customerId: 'cst_nobody' },
  })) {
    test(`refuses a payment with ${what}`, async ({ assert }) => {
      const good = await ask(double, 'POST', 'payments', PAYMENT)
      const { status } = await ask(double, 'POST', 'payments', { ...PAYMENT, ...change })
      assert.equal(good.status, 201)
      assert.equal(status, 422)
      assert.lengthOf(double.account.payments, 1)
    })
  }

  test('refuses a first payment by debit', async ({ assert }) => {
    const customerId = await aCustomer()
    const asked = { ...PAYMENT, customerId, sequenceType: 'first', method: 'directdebit' }
    assert.equal((await ask(double, 'POST', 'payments', asked)).status, 422)
  })

  for (const [what, change] of Object.entries({
    'an unknown parameter': { trialDays: 30 },
    'an interval of a year in one word': { interval: '1 year' },
    'an interval of thirteen months': { interval: '13 months' },
    'a start in the past': { startDate: '2026-01-30' },
    'a start that is no day': { startDate: '28/02/2026' },
    'a mandate of nobody': { mandateId: 'mdt_nobody' },
  })) {
    test(`refuses a subscription with ${what}`, async ({ assert }) => {
      const path = `customers/${await aSubscriber()}/subscriptions`
      const { status } = await ask(double, 'POST', path, { ...SUBSCRIPTION, ...change })
      assert.equal(status, 422)
      assert.equal((await ask(double, 'POST', path, SUBSCRIPTION)).status, 201)
    })
  }

  test('refuses a subscription without a mandate', async ({ assert }) => {
    const path = `customers/${await aCustomer()}/subscriptions`
    assert.equal((await ask(double, 'POST', path, SUBSCRIPTION)).status, 422)
  })

  test('refuses the same description twice to one customer', async ({ assert }) => {
    const path = `customers/${await aSubscriber()}/subscriptions`
    assert.equal((await ask(double, 'POST', path, SUBSCRIPTION)).status, 201)
    assert.equal((await ask(double, 'POST', path, SUBSCRIPTION)).status, 409)
    const other = { ...SUBSCRIPTION, description: 'Cotisation' }
    assert.equal((await ask(double, 'POST', path, other)).status, 201)
  })

  test('refuses to change or end twice a subscription that is over', async ({ assert }) => {
    const path = `customers/${await aSubscriber()}/subscriptions`
    const { body } = await ask(double, 'POST', path, SUBSCRIPTION)
    const own = `${path}/${String(body.id)}`
    assert.equal((await ask(double, 'PATCH', own, { idempotencyKey: 'k' })).status, 422)
    assert.equal((await ask(double, 'DELETE', own)).status, 200)
    assert.equal((await ask(double, 'DELETE', own)).status, 422)
    assert.equal((await ask(double, 'PATCH', own, { amount: SUBSCRIPTION.amount })).status, 422)
  })

  test('draws at month’s end what begins at month’s end', async ({ assert }) => {
    const path = `customers/${await aSubscriber()}/subscriptions`
    await ask(double, 'POST', path, SUBSCRIPTION)
    const id = double.account.subscriptions[0]?.id ?? ''
    const days = [0, 1, 2].map(() => {
      clock.set(double.acts.nextDraw(id))
      double.acts.draw(id)
      return clock.now().toISOString().slice(0, 10)
    })
    assert.deepEqual(days, ['2026-02-28', '2026-03-31', '2026-04-30'])
  })

  test('refuses refunds: of what is not paid, too high, unknown, and twice the same', async ({
    assert,
  }) => {
    const { body } = await ask(double, 'POST', 'payments', PAYMENT)
    const path = `payments/${String(body.id)}/refunds`
    const refund = (value: string, more = {}) =>
      ask(double, 'POST', path, { amount: { currency: 'EUR', value }, ...more })
    assert.equal((await refund('5.00')).status, 422)
    double.acts.pay(String(body.id))
    assert.equal((await refund('5.00', { reason: 'kindness' })).status, 422)
    assert.equal((await refund('20.01')).body.field, 'amount')
    assert.equal((await refund('5.00')).status, 201)
    assert.equal((await refund('5.00')).status, 409)
    clock.advance({ hours: 2 })
    assert.equal((await refund('5.00')).status, 201)
    assert.equal((await refund('10.01')).status, 422)
    assert.equal(double.account.balanceCents(), 1000)
  })

  test('answers a key again as before for an hour, and refuses it for something else', async ({
    assert,
  }) => {
    const key = { 'idempotency-key': 'attempt:1' }
    const first = await ask(double, 'POST', 'payments', PAYMENT, key)
    assert.deepEqual(await ask(double, 'POST', 'payments', PAYMENT, key), first)
    const other = { ...PAYMENT, description: 'Don' }
    assert.equal((await ask(double, 'POST', 'payments', other, key)).status, 422)
    clock.advance({ minutes: 61 })
    const later = await ask(double, 'POST', 'payments', PAYMENT, key)
    assert.notEqual(later.body.id, first.body.id)
  })

  test('refuses to take back what is paid, and knows nothing of strangers’ ids', async ({
    assert,
  }) => {
    const { body } = await ask(double, 'POST', 'payments', PAYMENT)
    double.acts.pay(String(body.id))
    assert.equal((await ask(double, 'DELETE', `payments/${String(body.id)}`)).status, 422)
    assert.equal((await ask(double, 'GET', 'payments/tr_stranger')).status, 404)
    assert.equal((await ask(double, 'GET', 'payments?testmode=true')).status, 422)
    assert.equal((await ask(double, 'GET', `payments/tr_1?testmode=true`)).status, 404)
    assert.equal((await ask(double, 'GET', 'settlements')).status, 403)
    assert.equal((await ask(double, 'GET', 'payments?limit=251')).status, 422)
  })

  test('shows long lists page by page, newest first', async ({ assert }) => {
    for (let n = 0; n < 5; n++) await ask(double, 'POST', 'payments', PAYMENT)
    const ids: string[] = []
    for (let path: string | undefined = 'payments?limit=2'; path;) {
      const { body } = await ask(double, 'GET', path)
      const { _embedded: embedded, _links: links } = body as {
        _embedded: { payments: Array<{ id: string }> }
        _links: { next: { href: string } | null }
      }
      ids.push(...embedded.payments.map(({ id }) => id))
      path = links.next?.href
    }
    assert.deepEqual(ids, double.account.payments.map(({ id }) => id).toReversed())
  })
})
