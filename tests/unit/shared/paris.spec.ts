import fc from 'fast-check'
import { DateTime } from 'luxon'
import { test } from '@japa/runner'
import { parisDay, startOfParisDay } from '#shared/paris'

test.group('A day in Europe/Paris', () => {
  test('begins when another library says it does, in any year and across clock changes', ({
    assert,
  }) => {
    const instants = fc.date({
      min: new Date('1990-01-01'),
      max: new Date('2060-01-01'),
      noInvalidDate: true,
    })
    fc.assert(
      fc.property(instants, (at) => {
        const expected = DateTime.fromJSDate(at, { zone: 'Europe/Paris' }).startOf('day')
        assert.equal(startOfParisDay(at).getTime(), expected.toMillis())
        assert.equal(parisDay(at), expected.toISODate())
      }),
      { numRuns: 500 }
    )
  })

  test('lasts 23 hours on 28 March 2027 and 25 on 25 October 2026', ({ assert }) => {
    const hours = (day: string) => {
      const noon = new Date(`${day}T12:00:00Z`)
      const next = new Date(noon.getTime() + 24 * 3_600_000)
      return (startOfParisDay(next).getTime() - startOfParisDay(noon).getTime()) / 3_600_000
    }
    assert.equal(hours('2027-03-28'), 23)
    assert.equal(hours('2026-10-25'), 25)
    assert.equal(hours('2026-11-23'), 24)
  })
})
