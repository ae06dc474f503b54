import { test } from '@japa/runner'
import fc from 'fast-check'
import { shareOut } from '#treasury/reading/share_out'

test.group('A sum shared out', () => {
  test('is whole again when its parts are added, whatever the weights', ({ assert }) => {
    const weights = fc.array(fc.nat({ max: 2 ** 40 }), { minLength: 1, maxLength: 30 })
    fc.assert(
      fc.property(fc.nat({ max: 10 ** 9 }), weights, (whole, weighed) => {
        fc.pre(weighed.some((weight) => weight > 0))
        const parts = shareOut(whole, weighed)
        assert.equal(
          parts.reduce((sum, part) => sum + part, 0),
          whole
        )
        const all = weighed.reduce((sum, weight) => sum + BigInt(weight), 0n)
        for (const [index, part] of parts.entries()) {
          // No part is a whole cent away from its exact share.
          const exact = BigInt(whole) * BigInt(weighed[index] ?? 0)
          const away = BigInt(part) * all - exact
          assert.isTrue(away < all && -away < all)
        }
      })
    )
  })

  test('gives the odd cent to the larger remainder, and to the first of equals', ({ assert }) => {
    assert.deepEqual(shareOut(100, [1, 1, 1]), [34, 33, 33])
    assert.deepEqual(shareOut(100, [10, 13, 77]), [10, 13, 77])
    assert.deepEqual(shareOut(10, [3, 3, 1]), [4, 4, 2])
  })

  test('is nothing for nobody when there is nothing to weigh', ({ assert }) => {
    assert.deepEqual(shareOut(2000, [0, 0]), [0, 0])
    assert.deepEqual(shareOut(2000, []), [])
  })
})
