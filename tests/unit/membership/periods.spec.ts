import { test } from '@japa/runner'
import fc from 'fast-check'
import {
  addDays,
  addMonths,
  nextPeriod,
  type Followed,
  type Next,
  type PeriodKind,
  type PeriodTerms,
} from '#membership/dues/periods'

const YEAR_END = { month: 12, day: 31 }
const OCTOBER = { month: 10, day: 1 }

function next(terms: Partial<PeriodTerms>, last: Followed | null = null): Next | null {
  return nextPeriod(
    { kind: 'rolling_year', today: '2026-03-10', graceDays: 60, rollOver: YEAR_END, ...terms },
    last
  )
}

/** The periods of someone who pays on each of these days. */
function paidOn(days: string[], terms: Partial<PeriodTerms>): Next[] {
  const kind = terms.kind ?? 'rolling_year'
  const found: Next[] = []
  for (const today of days) {
    const last = found.at(-1)
    const one = next({ ...terms, today }, last ? { ...last, kind } : null)
    if (one) found.push(one)
  }
  return found
}

const day = fc.integer({ min: 0, max: 12_000 }).map((count) => addDays('2024-01-01', count))
const kinds = fc.constantFrom<PeriodKind>('civil_year', 'rolling_year', 'month', 'lifetime')
const terms = fc.record({
  kind: kinds,
  today: day,
  graceDays: fc.integer({ min: 0, max: 365 }),
  rollOver: fc.record({
    month: fc.integer({ min: 1, max: 12 }),
    day: fc.integer({ min: 1, max: 28 }),
  }),
})
const last = fc.record({
  from: day,
  length: fc.integer({ min: 0, max: 800 }),
  kind: kinds,
  anchorDay: fc.integer({ min: 1, max: 31 }),
})
const followed = (one: { from: string; length: number; kind: PeriodKind; anchorDay: number }) => ({
  ...one,
  to: addDays(one.from, one.length),
})

test.group('Periods that dues pay for', () => {
  test('a rolling year begins with the payment and ends the day before a year later', ({
    assert,
  }) => {
    assert.include(next({}), { from: '2026-03-10', to: '2027-03-09' })
  })

  test('paid early, the next one begins the day after the current one ends', ({ assert }) => {
    const [, second] = paidOn(['2026-03-10', '2027-02-01'], {})
    assert.include(second, { from: '2027-03-10', to: '2028-03-09' })
  })

  test('late inside the grace it is contiguous; after it, it begins at the payment', ({
    assert,
  }) => {
    const [, inside] = paidOn(['2026-03-10', '2027-05-08'], {})
    assert.equal(inside?.from, '2027-03-10')
    const [, after] = paidOn(['2026-03-10', '2027-05-09'], {})
    assert.equal(after?.from, '2027-05-09')
  })

  test('a month that begins on the 31st keeps its day through February', ({ assert }) => {
    const days = ['2026-01-31', '2026-02-20', '2026-03-20', '2026-04-20']
    assert.deepEqual(
      paidOn(days, { kind: 'month' }).map(({ from }) => from),
      ['2026-01-31', '2026-02-28', '2026-03-31', '2026-04-30']
    )
    const leap = paidOn(['2028-01-31', '2028-02-20', '2028-03-20'], { kind: 'month' })
    assert.deepEqual(
      leap.map(({ from }) => from),
      ['2028-01-31', '2028-02-29', '2028-03-31']
    )
  })

  test('a year that begins on 29 February comes back to it', ({ assert }) => {
    const days = ['2028-02-29', '2029-02-01', '2030-02-01', '2031-02-01', '2032-02-01']
    assert.deepEqual(
      paidOn(days, {}).map(({ from }) => from),
      ['2028-02-29', '2029-02-28', '2030-02-28', '2031-02-28', '2032-02-29']
    )
  })

  test('a civil year ends on 31 December; from the roll-over date on, on that of the next year', ({
    assert,
  }) => {
    const civil = { kind: 'civil_year', rollOver: OCTOBER } as const
    assert.include(next({ ...civil, today: '2026-09-30' }), { to: '2026-12-31' })
    assert.include(next({ ...civil, today: '2026-10-01' }), { to: '2027-12-31' })
    const [, second, third] = paidOn(['2026-10-01', '2027-12-20', '2028-11-02'], civil)
    assert.include(second, { from: '2028-01-01', to: '2028-12-31' })
    assert.include(third, { from: '2029-01-01', to: '2029-12-31' })
  })

  test('a monthly plan paid late by more than its month begins at the payment: dues never buy the past', ({
    assert,
  }) => {
    const [, second] = paidOn(['2026-01-10', '2026-03-15'], { kind: 'month' })
    assert.equal(second?.from, '2026-03-15')
  })

  test('nothing follows a membership for life', ({ assert }) => {
    assert.include(next({ kind: 'lifetime' }), { from: '2026-03-10', to: null })
    const forLife = { from: '2020-01-01', to: null, kind: 'lifetime', anchorDay: 1 } as const
    assert.isNull(next({}, forLife))
  })

  test('whatever came before, a period is never empty, never over, never overlaps', ({
    assert,
  }) => {
    fc.assert(
      fc.property(terms, fc.option(last), (asked, before) => {
        const previous = before && followed(before)
        const found = nextPeriod(asked, previous)
        if (!found) return assert.fail('there is always a next one')
        if (found.to !== null) {
          assert.isTrue(found.from <= found.to, 'empty')
          assert.isTrue(found.to >= asked.today, 'over already')
        }
        if (previous && previous.from <= asked.today) {
          assert.isTrue(found.from > previous.to || found.from >= asked.today, 'overlaps')
          assert.isTrue(found.from > previous.to, 'overlaps')
        }
      }),
      { numRuns: 500 }
    )
  })

  test('months paid one after the other leave no day out, for years', ({ assert }) => {
    fc.assert(
      fc.property(day, fc.constantFrom<PeriodKind>('month', 'rolling_year'), (first, kind) => {
        let previous: Followed | null = null
        for (let count = 0; count < 15; count += 1) {
          const today: string = previous?.to ?? first
          const found = next({ kind, today }, previous)
          if (!found?.to) return assert.fail('it ends')
          if (previous?.to) assert.equal(found.from, addDays(previous.to, 1))
          const months = kind === 'month' ? count : count * 12
          assert.equal(found.from, addMonths(first, months))
          previous = { ...found, kind }
        }
      })
    )
  })
})
