import fc from 'fast-check'
import { DateTime } from 'luxon'
import { test } from '@japa/runner'
import { parisDay, parisInstant, parisTime, startOfParisDay } from '#shared/paris'

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

  test('and a time are one instant, the first when clocks go back, none when they jump over it', ({
    assert,
  }) => {
    const iso = (day: string, time: string) => parisInstant(day, time)?.toISOString() ?? null
    assert.equal(iso('2026-07-14', '18:30'), '2026-07-14T16:30:00.000Z')
    assert.equal(iso('2026-10-25', '02:30'), '2026-10-25T00:30:00.000Z')
    assert.isNull(iso('2027-03-28', '02:30'))
    for (const [day, time] of [
      ['2026-02-30', '10:00'],
      ['2026-13-01', '10:00'],
      ['2026-01-01', '24:00'],
      ['demain', '10:00'],
      ['2026-01-01', ''],
    ] as const) {
      assert.isNull(iso(day, time), `${day} ${time}`)
    }
  })

  test('read from an instant lead back to it', ({ assert }) => {
    const minutes = fc.integer({ min: 0, max: 40 * 366 * 1440 })
    fc.assert(
      fc.property(minutes, (minute) => {
        const at = new Date(Date.UTC(2020, 0, 1) + minute * 60_000)
        const again = parisInstant(parisDay(at), parisTime(at))
        const hour = at.getTime() - (again?.getTime() ?? 0)
        // The second of two equal times of day reads as the first.
        assert.include([0, 3_600_000], hour)
      }),
      { numRuns: 1000 }
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
