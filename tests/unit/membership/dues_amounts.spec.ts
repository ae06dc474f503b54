import { test } from '@japa/runner'
import fc from 'fast-check'
import { duesAmount, splitInto, type AmountChoice } from '#membership/dues/dues_amounts'

const PLAN = {
  floorCents: 1000,
  suggestedCents: [2000, 3500],
  freeAmount: true,
  scaleCents: [500, 4000],
  solidarityCents: 200,
}
const CLOSED = { open: false, balanceCents: 0 }
const POT = { open: true, balanceCents: 900 }
const CHOICE: AmountChoice = { cents: 1000, solidarity: false, beyond: 'dues' }
const NOTHING = { giftCents: 0, fromPotCents: 0, intoPotCents: 0 }

test.group('What dues cost', () => {
  test('the floor, what is suggested, any amount above it', ({ assert }) => {
    for (const cents of [1000, 2000, 1234]) {
      const found = duesAmount(PLAN, { ...CHOICE, cents }, CLOSED)
      assert.deepEqual(found, { ok: true, value: { ...NOTHING, duesCents: cents } })
    }
    const under = duesAmount(PLAN, { ...CHOICE, cents: 999 }, CLOSED)
    assert.deepEqual(under, { ok: false, refusal: 'below_floor' })
  })

  test('a fixed amount is the only one', ({ assert }) => {
    const fixed = { ...PLAN, freeAmount: false, suggestedCents: [], scaleCents: [] }
    assert.isTrue(duesAmount(fixed, CHOICE, CLOSED).ok)
    const more = duesAmount(fixed, { ...CHOICE, cents: 1001 }, CLOSED)
    assert.deepEqual(more, { ok: false, refusal: 'not_offered' })
  })

  test('an amount of the sliding scale holds even under the floor', ({ assert }) => {
    const found = duesAmount(PLAN, { ...CHOICE, cents: 500 }, CLOSED)
    assert.deepEqual(found, { ok: true, value: { ...NOTHING, duesCents: 500 } })
  })

  test('what exceeds the floor is a gift only if one says so', ({ assert }) => {
    const found = duesAmount(PLAN, { ...CHOICE, cents: 2500, beyond: 'gift' }, POT)
    assert.deepEqual(found, { ok: true, value: { ...NOTHING, duesCents: 1000, giftCents: 1500 } })
    const stays = duesAmount(PLAN, { ...CHOICE, cents: 2500 }, POT)
    assert.deepEqual(stays, {
      ok: true,
      value: { ...NOTHING, duesCents: 2500, intoPotCents: 1500 },
    })
  })

  test('the solidarity price is completed by the pot, as long as it lasts', ({ assert }) => {
    const choice = { ...CHOICE, solidarity: true, cents: 200 }
    const found = duesAmount(PLAN, choice, POT)
    assert.deepEqual(found, { ok: true, value: { ...NOTHING, duesCents: 200, fromPotCents: 800 } })
    const refusals = [
      duesAmount(PLAN, choice, { ...POT, balanceCents: 799 }),
      duesAmount(PLAN, { ...choice, cents: 199 }, POT),
      duesAmount(PLAN, { ...choice, cents: 1000 }, POT),
      duesAmount(PLAN, choice, CLOSED),
    ]
    assert.deepEqual(
      refusals.map((one) => (one.ok ? 'done' : one.refusal)),
      ['pot_empty', 'below_floor', 'not_offered', 'not_offered']
    )
  })

  test('no cent is lost nor made, whatever is chosen', ({ assert }) => {
    const cents = fc.integer({ min: 0, max: 20_000 })
    const choice = fc.record({
      cents,
      solidarity: fc.boolean(),
      beyond: fc.constantFrom<'dues' | 'gift'>('dues', 'gift'),
    })
    fc.assert(
      fc.property(choice, fc.boolean(), cents, (chosen, open, balanceCents) => {
        const found = duesAmount(PLAN, chosen, { open, balanceCents })
        if (!found.ok) return
        const { duesCents, giftCents, fromPotCents, intoPotCents } = found.value
        assert.equal(duesCents + giftCents, chosen.cents)
        assert.isAtMost(fromPotCents, balanceCents)
        assert.isAtMost(intoPotCents, duesCents)
        assert.isTrue(fromPotCents === 0 || duesCents + fromPotCents === PLAN.floorCents)
      })
    )
  })

  test('instalments make the amount to the cent, what does not divide on the first', ({
    assert,
  }) => {
    assert.deepEqual(splitInto(1000, 3), [334, 333, 333])
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1e6 }),
        fc.integer({ min: 1, max: 12 }),
        (sum, count) => {
          const parts = splitInto(sum, count)
          assert.equal(
            parts.reduce((total, part) => total + part, 0),
            sum
          )
          assert.isTrue(parts.every((part) => part <= (parts[0] ?? 0)))
          assert.isAtMost((parts[0] ?? 0) - (parts.at(-1) ?? 0), count - 1)
        }
      )
    )
  })
})
