import { test } from '@japa/runner'
import fc from 'fast-check'
import {
  compare,
  dividedBy,
  fraction,
  minus,
  plus,
  times,
  written,
} from '#governance/methods/fraction'

const whole = fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n })
const fractions = fc.tuple(whole, fc.bigInt({ min: 1n, max: 10n ** 9n }))

test.group('Fractions are exact', () => {
  test('what is added is taken away again, what is multiplied divided', ({ assert }) => {
    fc.assert(
      fc.property(fractions, fractions, ([a, b], [c, d]) => {
        const [x, y] = [fraction(a, b), fraction(c, d)]
        assert.deepEqual(minus(plus(x, y), y), x)
        if (y.over !== 0n) assert.deepEqual(dividedBy(times(x, y), y), x)
      })
    )
  })

  test('they compare as their cross products do, and write themselves in lowest terms', ({
    assert,
  }) => {
    assert.equal(written(fraction(-4, -6)), '2/3')
    assert.equal(written(fraction(6, -3)), '-2')
    assert.equal(compare(fraction(1, 3), fraction(333_333, 1_000_000)), 1)
    assert.equal(compare(fraction(1, 3), fraction(2, 6)), 0)
    assert.throws(() => fraction(1, 0), /under zero/)
  })
})
