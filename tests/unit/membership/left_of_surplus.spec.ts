import { test } from '@japa/runner'
import fc from 'fast-check'
import { leftOfSurplus, type Claimed } from '#membership/surplus/left_of_surplus'

const claims = fc.array(
  fc.record({
    amountCents: fc.integer({ min: 1, max: 5000 }),
    choice: fc.constantFrom<Claimed['choice']>(null, 'refund', 'gift', 'next_period', 'gone'),
  }),
  { maxLength: 6 }
)
const sum = (cents: number[]) => cents.reduce((total, one) => total + one, 0)
const kept = ({ choice }: Claimed) => choice === 'gift' || choice === 'next_period'

test.group('What is left of money that came twice', () => {
  test('with what is taken elsewhere makes what there was, less what went back', ({ assert }) => {
    fc.assert(
      fc.property(claims, fc.nat(40_000), (parts, back) => {
        const { left, backOfRest } = leftOfSurplus(parts, back)
        const all = sum(parts.map(({ amountCents }) => amountCents))
        assert.equal(sum(left), all - back + backOfRest)
        assert.equal(backOfRest, Math.max(0, back - all))
        for (const [index, cents] of left.entries()) {
          assert.isTrue(cents >= 0 && cents <= (parts[index]?.amountCents ?? 0))
        }
      })
    )
  })

  test('is whole for what was kept, as long as no more goes back than the others', ({ assert }) => {
    fc.assert(
      fc.property(claims, fc.nat(40_000), (parts, asked) => {
        const others = sum(parts.filter((one) => !kept(one)).map(({ amountCents }) => amountCents))
        const { left } = leftOfSurplus(parts, Math.min(asked, others))
        for (const [index, part] of parts.entries()) {
          if (kept(part)) assert.equal(left[index], part.amountCents)
        }
      })
    )
  })

  test('is never less when less went back', ({ assert }) => {
    fc.assert(
      fc.property(claims, fc.nat(20_000), fc.nat(20_000), (parts, back, more) => {
        const before = leftOfSurplus(parts, back).left
        const after = leftOfSurplus(parts, back + more).left
        for (const [index, cents] of after.entries()) assert.isAtMost(cents, before[index] ?? 0)
      })
    )
  })
})
