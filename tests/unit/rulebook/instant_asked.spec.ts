import { test } from '@japa/runner'
import { dateInWords, dayOf, instantAsked } from '#rulebook/instant_asked'

const now = new Date('2026-07-14T09:30:00Z')

test.group('The instant that a date means', () => {
  test('a past day means its end in Niort, in summer and in winter', ({ assert }) => {
    assert.equal(instantAsked('2026-03-12', now)?.toISOString(), '2026-03-12T22:59:59.999Z')
    assert.equal(instantAsked('2026-06-12', now)?.toISOString(), '2026-06-12T21:59:59.999Z')
  })

  test('today means now, so that a change announced for tonight does not show yet', ({
    assert,
  }) => {
    assert.equal(instantAsked('2026-07-14', now), now)
  })

  test('an instant means itself', ({ assert }) => {
    assert.equal(
      instantAsked('2026-03-12T10:00:00Z', now)?.toISOString(),
      '2026-03-12T10:00:00.000Z'
    )
  })

  test('"{$self}" is no date')
    .with(['yesterday', '', '2026-13-01', '2026-02-30', '12/03/2026'])
    .run(({ assert }, text) => {
      assert.isNull(instantAsked(text, now))
    })

  test('dates are read aloud in both languages, on the day it is in Niort', ({ assert }) => {
    const lateEvening = new Date('2026-03-12T23:30:00Z')
    assert.equal(dateInWords(lateEvening, 'fr'), '13 mars 2026')
    assert.equal(dateInWords(lateEvening, 'en'), '13 March 2026')
    assert.equal(dayOf(lateEvening), '2026-03-13')
  })
})
