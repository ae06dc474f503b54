import { test } from '@japa/runner'
import { onThePaper } from '#governance/mandates/terms'
import { termsInARow } from '#people/terms_in_a_row'

const term = (from: string, to: string) => ({ startsAt: new Date(from), endsAt: new Date(to) })
const AT = new Date('2026-07-01')

test.group('Terms in a row', () => {
  test('are counted back from today, the one in force included', ({ assert }) => {
    const served = [
      term('2025-01-01', '2025-07-01'),
      term('2025-07-01', '2026-01-01'),
      term('2026-01-01', '2026-07-05'),
    ]
    assert.equal(termsInARow(served, 6, AT), 3)
    assert.equal(termsInARow(served.toReversed(), 6, AT), 3)
    assert.equal(termsInARow([], 6, AT), 0)
  })

  test('go on over a pause shorter than a term, and not over one as long', ({ assert }) => {
    const recent = term('2026-01-01', '2026-07-01')
    assert.equal(termsInARow([term('2025-03-01', '2025-09-01'), recent], 6, AT), 2)
    assert.equal(termsInARow([term('2024-12-01', '2025-06-01'), recent], 6, AT), 1)
    assert.equal(termsInARow([term('2025-01-01', '2025-12-01')], 6, AT), 0)
  })

  test('at the limit, one is on the paper only when the others are too few', ({ assert }) => {
    const standing = [{ id: 1 }, { id: 2 }, { id: 3 }]
    const limit = new Map([[2, 3]])
    assert.deepEqual(onThePaper(standing, limit, 2), [
      { id: 1, beyondTerms: null },
      { id: 3, beyondTerms: null },
    ])
    assert.deepEqual(onThePaper(standing, limit, 3), [
      { id: 1, beyondTerms: null },
      { id: 2, beyondTerms: 3 },
      { id: 3, beyondTerms: null },
    ])
  })
})
