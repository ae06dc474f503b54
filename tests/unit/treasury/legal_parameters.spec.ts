import { test } from '@japa/runner'
import { LEGAL_PARAMETERS, legalParameter } from '#treasury/legal_parameters'

const valueOn = (name: (typeof LEGAL_PARAMETERS)[number], day: string) =>
  legalParameter(name, day).value

test.group('Figures of the law', () => {
  test('are those of their day', ({ assert }) => {
    assert.equal(valueOn('lucrative_income_untaxed_up_to', '2024-12-31'), 7_859_600)
    assert.equal(valueOn('lucrative_income_untaxed_up_to', '2025-01-01'), 8_001_100)
    assert.equal(valueOn('gift_return_at_most', '2016-06-12'), 6500)
    assert.equal(valueOn('gift_return_at_most', '2026-01-01'), 7300)
    assert.equal(valueOn('subsidies_audited_above', '2026-01-01'), 15_300_000)
    assert.equal(valueOn('legal_reserve_share', '2026-01-01'), 15)
    assert.equal(valueOn('capital_floor_share', '2026-01-01'), 25)
    assert.equal(valueOn('college_votes_at_least', '2026-01-01'), 10)
    assert.equal(valueOn('college_votes_at_most', '2026-01-01'), 50)
  })

  test('are known, with their source, for the years this network keeps books of', ({ assert }) => {
    for (const name of LEGAL_PARAMETERS) {
      for (const day of ['2024-01-01', '2028-12-31']) {
        const { value, unit, validFrom, source } = legalParameter(name, day)
        assert.isAbove(value, 0)
        assert.isTrue(Number.isSafeInteger(value), name)
        assert.isAtMost(unit === 'percent' ? value : 0, 100)
        assert.isTrue(validFrom <= day, name)
        assert.isNotEmpty(source)
      }
    }
  })

  test('are not guessed for a day before the record, nor for no day', ({ assert }) => {
    assert.throws(() => legalParameter('gift_return_at_most', '2010-12-31'), /as early as/)
    assert.throws(() => legalParameter('gift_return_at_most', '1/1/2026'), /not a day/)
  })
})
