import { test } from '@japa/runner'
import fc from 'fast-check'
import { centsOf, euros, isPaymentId, partsOfSubscriptionRef } from '#payments/mollie/mollie_words'
import { nextDay } from '#payments/mollie/renewals'

test.group('How Mollie writes', () => {
  test('amounts go there and back without a cent lost', ({ assert }) => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000_000 }), (cents) => {
        const { value } = euros(cents)
        assert.match(value, /^\d+\.\d\d$/)
        assert.equal(centsOf({ currency: 'EUR', value }), cents)
      })
    )
    assert.equal(euros(6796 * 100).value, '6796.00')
    assert.equal(euros(5).value, '0.05')
  })

  test('refuses amounts that are none', ({ assert }) => {
    for (const cents of [0, -5, 1.5, Number.NaN]) assert.throws(() => euros(cents))
    for (const value of ['12', '12.5', '12,00', '1e3', '']) {
      assert.throws(() => centsOf({ currency: 'EUR', value }))
    }
    assert.throws(() => centsOf({ currency: 'USD', value: '12.00' }))
  })

  test('takes for ids only what has their shape', ({ assert }) => {
    assert.isTrue(isPaymentId('tr_5B8cwPMGnU'))
    for (const id of ['tr_', 'tr_../../x', 'sub_rVKGtNd6s3', ' tr_5B8cwPMGnU', 'tr_5B8c?x=1']) {
      assert.isFalse(isPaymentId(id), id)
    }
    assert.deepEqual(partsOfSubscriptionRef('cst_stTC2WHAuS/sub_rVKGtNd6s3'), {
      customerId: 'cst_stTC2WHAuS',
      id: 'sub_rVKGtNd6s3',
    })
    assert.isNull(partsOfSubscriptionRef('sub_rVKGtNd6s3'))
  })

  for (const [paidOn, every, today, next] of [
    ['2026-01-31', 'month', '2026-01-31', '2026-02-28'],
    ['2028-01-31', 'month', '2028-01-31', '2028-02-29'],
    ['2026-01-30', 'month', '2026-01-30', '2026-02-28'],
    ['2026-03-31', 'month', '2026-03-31', '2026-04-30'],
    ['2026-12-15', 'month', '2026-12-15', '2027-01-15'],
    ['2028-02-29', 'year', '2028-02-29', '2029-02-28'],
    ['2026-03-29', 'year', '2026-03-29', '2027-03-29'],
    ['2026-01-31', 'month', '2026-06-02', '2026-06-02'],
  ] as const) {
    test(`what was paid on ${paidOn} is paid next, each ${every}, on ${next} (asked on ${today})`, ({
      assert,
    }) => {
      assert.equal(nextDay(paidOn, every, today), next)
    })
  }
})
