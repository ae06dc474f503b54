import { test } from '@japa/runner'
import { dateLabel, dayLabel } from '#shared/date_label'

test.group('A date in words', () => {
  const first = new Date('2026-12-01T09:00:00Z')

  test('counts the first of a month in French, and no other day', ({ assert }) => {
    assert.equal(dateLabel(first, 'fr'), '1er décembre 2026 à 10:00')
    assert.equal(dayLabel(first, 'fr'), '1er décembre 2026')
    assert.equal(dayLabel(new Date('2026-12-11T09:00:00Z'), 'fr'), '11 décembre 2026')
    assert.equal(dayLabel(first, 'en'), '1 December 2026')
  })
})
