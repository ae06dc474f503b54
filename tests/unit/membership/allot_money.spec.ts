import { test } from '@japa/runner'
import fc from 'fast-check'
import { allotMoney } from '#membership/allot_money'
import type { PaymentLine } from '#payments/payment_intent'

const line = (kind: PaymentLine['kind'], amountCents: number): PaymentLine => ({
  kind,
  subjectId: 1,
  amountCents,
})

const lines = fc.array(
  fc.record({
    kind: fc.constantFrom('dues' as const, 'gift' as const, 'share' as const),
    subjectId: fc.nat(),
    amountCents: fc.integer({ min: 1, max: 100_000 }),
  }),
  { minLength: 1, maxLength: 5 }
)

test.group('Money over the lines of a payment', () => {
  test('covers dues before shares before gifts, wherever they stand', ({ assert }) => {
    const asked = [line('gift', 500), line('dues', 2000), line('share', 1000)]
    assert.deepEqual(allotMoney(asked, 3500), [500, 2000, 1000])
    assert.deepEqual(allotMoney(asked, 3200), [200, 2000, 1000])
    assert.deepEqual(allotMoney(asked, 2100), [0, 2000, 100])
    assert.deepEqual(allotMoney(asked, 700), [0, 700, 0])
    assert.deepEqual(allotMoney(asked, 0), [0, 0, 0])
  })

  test('is a gift where more came than was asked', ({ assert }) => {
    assert.deepEqual(allotMoney([line('gift', 500), line('dues', 2000)], 3000), [1000, 2000])
    assert.deepEqual(allotMoney([line('dues', 2000)], 2500), [2500])
  })

  test('never makes nor loses a cent, nor takes any below zero', ({ assert }) => {
    fc.assert(
      fc.property(lines, fc.nat(1_000_000), (asked, cents) => {
        const allotted = allotMoney(asked, cents)
        assert.equal(
          allotted.reduce((sum, part) => sum + part, 0),
          cents
        )
        assert.isTrue(allotted.every((part) => part >= 0))
      })
    )
  })
})
