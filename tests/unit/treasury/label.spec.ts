import { test } from '@japa/runner'
import fc from 'fast-check'
import { cleanLabel, neutralCell } from '#treasury/label'

test.group('A label of the books', () => {
  test('keeps words and loses what breaks an export', ({ assert }) => {
    assert.equal(cleanLabel(' Don\td’Awa\r\n|\\ à\u{A0}la\u{202F}caisse '), 'Don d’Awa à la caisse')
    assert.equal(cleanLabel('Œuvre – 20 €'), 'Œuvre – 20 €')
    assert.equal(cleanLabel('\t\r\n'), '')
    assert.equal(cleanLabel('a\u{0}b\u{2028}c'), 'a b c')
  })

  test('is cut at two hundred whole characters', ({ assert }) => {
    assert.equal(cleanLabel('é'.repeat(300)), 'é'.repeat(200))
    assert.equal(cleanLabel(`${'a'.repeat(199)}🐐🐐`), `${'a'.repeat(199)}🐐`)
    assert.equal(cleanLabel(`${'a'.repeat(199)} bout`), 'a'.repeat(199))
  })

  test('is clean whatever was typed, and cleaning it again changes nothing', ({ assert }) => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (typed) => {
        const label = cleanLabel(typed)
        assert.notMatch(label, /[\t\r\n|\\\u{A0}\u{202F}]| {2}|^ | $/u)
        assert.isAtMost([...label].length, 200)
        assert.equal(cleanLabel(label), label)
      })
    )
  })

  test('is no formula in a spreadsheet', ({ assert }) => {
    for (const typed of ['=1+1', '+33', '-2', '@SUM(A1)', ' =1', '\t=1']) {
      assert.equal(neutralCell(typed), `'${typed}`)
    }
    for (const typed of ['', 'Awa-Marie', 'a=b', '20 €', '1+1']) {
      assert.equal(neutralCell(typed), typed)
    }
  })
})
