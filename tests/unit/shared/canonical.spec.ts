import { test } from '@japa/runner'
import { canonicalHash, canonicalJson } from '#shared/canonical'

test.group('A transcript is written one way', () => {
  test('keys stand in order, at every depth, without a space', ({ assert }) => {
    const value = { b: [1, { z: true, a: null }], a: 'é"\n', c: undefined, 10: -0, 9: 2 }
    assert.equal(canonicalJson(value), '{"10":0,"9":2,"a":"é\\"\\n","b":[1,{"a":null,"z":true}]}')
  })

  test('{value} is refused')
    .with([0.5, Number.NaN, Infinity, 2 ** 53].map((value) => ({ value })))
    .run(({ assert }, { value }) => {
      assert.throws(() => canonicalJson({ value }), /holds no number/)
    })

  test('its hash is SHA-256 of its UTF-8 bytes', ({ assert }) => {
    assert.equal(
      canonicalHash({}),
      '44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a'
    )
  })
})
