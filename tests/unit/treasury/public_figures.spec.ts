import { test } from '@japa/runner'
import fc from 'fast-check'
import { monthsUpTo } from '#treasury/reading/month_totals'
import { monthByMonth, monthShare, splitAsSpent } from '#treasury/reading/public_figures'
import { purposeOf } from '#treasury/reading/purposes'

const total = (month: string, account: string, cents: number) => ({
  ...{ month, account, cents, label: '' },
})
const MONTHS = monthsUpTo('2026-03-12', 12)

test.group('The figures of la caisse', () => {
  test('are of twelve months, over the turn of the year', ({ assert }) => {
    assert.lengthOf(MONTHS, 12)
    assert.equal(MONTHS[0], '2025-04')
    assert.equal(MONTHS.at(-1), '2026-03')
  })

  test('count a month without an entry as nothing', ({ assert }) => {
    const [first, ...others] = monthByMonth([total('2025-04', '6135', 2400)], MONTHS)
    assert.deepEqual(first, { month: '2025-04', incomeCents: 0, costCents: 2400 })
    assert.isTrue(others.every(({ incomeCents, costCents }) => incomeCents + costCents === 0))
  })

  test('spread a yearly bill and dues over twelve months, not a monthly bill', ({ assert }) => {
    const share = monthShare(
      [
        total('2026-01', '6135', 2400),
        total('2026-02', '6135', 2400),
        total('2026-03', '6135', 2400),
        total('2026-01', '616', 12_000),
        total('2026-01', '7561', 24_000),
        total('2026-02', '7561', 12_000),
      ],
      MONTHS
    )
    assert.deepEqual(share.costs, [
      { purpose: 'insurance', cents: 1000 },
      { purpose: 'hosting', cents: 2400 },
    ])
    assert.equal(share.costCents, 3400)
    assert.deepEqual(share.income, [{ purpose: 'dues', cents: 3000 }])
  })

  test('split an amount to the cent, whatever was spent', ({ assert }) => {
    const accounts = fc.constantFrom('6135', '616', '626', '6278', '7561', '75411', '768')
    const entry = fc.record({ account: accounts, cents: fc.integer({ min: -500, max: 10 ** 7 }) })
    fc.assert(
      fc.property(fc.nat({ max: 10 ** 7 }), fc.array(entry), (amount, entries) => {
        const totals = entries.map(({ account, cents }) => total('2026-03', account, cents))
        const split = splitAsSpent(amount, totals)
        if (split === null) return
        const parts = split.parts.map(({ cents }) => cents)
        assert.equal(
          parts.reduce((sum, part) => sum + part, 0),
          amount
        )
        assert.isTrue(parts.every((part) => part >= 0))
      })
    )
  })

  test('say what was kept of the income, or how much more was spent', ({ assert }) => {
    const kept = splitAsSpent(2000, [total('2026-03', '6135', 25), total('2026-03', '7561', 100)])
    assert.deepEqual(kept, {
      parts: [
        { purpose: 'hosting', cents: 500 },
        { purpose: 'kept', cents: 1500 },
      ],
      beyondCents: 0,
    })
    const beyond = splitAsSpent(2000, [
      total('2026-03', '6135', 150),
      total('2026-03', '7561', 100),
    ])
    assert.deepEqual(beyond, { parts: [{ purpose: 'hosting', cents: 2000 }], beyondCents: 50 })
    assert.isNull(splitAsSpent(2000, []))
  })

  test('name what each account is for by its longest prefix', ({ assert }) => {
    assert.equal(purposeOf('6135'), 'hosting')
    assert.equal(purposeOf('681'), 'wear')
    assert.equal(purposeOf('658'), 'other_costs')
    assert.equal(purposeOf('7589'), 'dues')
    assert.throws(() => purposeOf('512100'))
  })
})
