import { test } from '@japa/runner'
import fc from 'fast-check'
import { dedicatedFund, openingStandings } from '#treasury/closing/year_end'

const cents = fc.integer({ min: 0, max: 10_000_000 })

test.group('The end of a year', () => {
  test('no cent of a campaign is lost or made: given and kept before, less spent, is what is kept', ({
    assert,
  }) => {
    fc.assert(
      fc.property(cents, cents, cents, (broughtForwardCents, givenCents, spentCents) => {
        const fund = { campaignId: 1, broughtForwardCents, givenCents, spentCents }
        const { usedCents, keptCents } = dedicatedFund(fund)
        const left = broughtForwardCents - usedCents + keptCents
        assert.equal(left, Math.max(0, broughtForwardCents + givenCents - spentCents))
        assert.isAtMost(usedCents, Math.min(broughtForwardCents, spentCents))
      })
    )
  })

  test('an opening is even, whatever the year, and leaves charges and products behind', ({
    assert,
  }) => {
    const line = fc.record({
      account: fc.constantFrom('512100', '401', '196', '626', '7561', '110'),
      cents: fc.integer({ min: -1_000_000, max: 1_000_000 }),
    })
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        const sum = lines.reduce((total, one) => total + one.cents, 0)
        const year = [...lines, { account: '530', cents: -sum }].map((one) => ({
          ...one,
          auxiliary: null,
          campaignId: null,
        }))
        const opening = openingStandings(year, { surplus: '120', deficit: '129' })
        assert.equal(
          opening.reduce((total, one) => total + one.cents, 0),
          0
        )
        assert.isEmpty(opening.filter(({ account }) => /^[67]/.test(account)))
        const result = -year
          .filter(({ account }) => /^[67]/.test(account))
          .reduce((t, one) => t + one.cents, 0)
        const stands = opening.filter(({ account }) => account === '120' || account === '129')
        assert.equal(-stands.reduce((t, one) => t + one.cents, 0), result)
      })
    )
  })
})
