import { test } from '@japa/runner'
import { monthsBefore } from '#shared/months'

test.group('Months before', () => {
  for (const [at, months, before] of [
    ['2026-11-23T09:00:00Z', 12, '2025-11-23T09:00:00Z'],
    ['2026-03-31T09:00:00Z', 1, '2026-02-28T09:00:00Z'],
    ['2028-02-29T00:00:00Z', 12, '2027-02-28T00:00:00Z'],
    ['2026-01-31T23:00:00Z', 2, '2025-11-30T23:00:00Z'],
    ['2026-05-05T05:00:00Z', 0, '2026-05-05T05:00:00Z'],
  ] as const) {
    test(`${months} before ${at} is ${before}`, ({ assert }) => {
      assert.deepEqual(monthsBefore(new Date(at), months), new Date(before))
    })
  }
})
