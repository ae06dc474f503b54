import { test } from '@japa/runner'
import fc from 'fast-check'
import {
  checkDigits,
  creditorReference,
  grouped,
  isCreditorReference,
} from '#payments/offline/creditor_reference'

const own = fc.stringMatching(/^[0-9A-Z]{1,21}$/)

test.group('Creditor references (ISO 11649)', () => {
  test('are those of the norm’s examples', ({ assert }) => {
    assert.equal(checkDigits('539007547034'), '18')
    assert.isTrue(isCreditorReference('RF18 5390 0754 7034'))
    assert.isTrue(isCreditorReference('rf18000000000539007547034'))
    assert.isFalse(isCreditorReference('RF19539007547034'))
  })

  test('carry check digits that leave one when divided by 97', ({ assert }) => {
    fc.assert(
      fc.property(own, (part) => {
        const reference = `RF${checkDigits(part)}${part}`
        assert.isTrue(isCreditorReference(reference))
        // Counted otherwise than in our code: as one whole number.
        const turned = `${part}RF${checkDigits(part)}`.replace(/[A-Z]/g, (letter) =>
          String(letter.charCodeAt(0) - 55)
        )
        assert.equal(BigInt(turned) % 97n, 1n)
      })
    )
  })

  test('tell one wrong character, and two that changed places', ({ assert }) => {
    const position = fc.integer({ min: 4, max: 17 })
    fc.assert(
      fc.property(fc.uuid(), position, fc.integer({ min: 1, max: 9 }), (key, at, more) => {
        const good = creditorReference(key)
        const digit = (Number(good[at]) + more) % 10
        assert.isFalse(isCreditorReference(`${good.slice(0, at)}${digit}${good.slice(at + 1)}`))
        if (good[at] === good[at + 1]) return
        const swapped = `${good.slice(0, at)}${good[at + 1]}${good[at]}${good.slice(at + 2)}`
        assert.isFalse(isCreditorReference(swapped))
      })
    )
  })

  test('are the same for the same attempt, others for others, and easy to copy', ({ assert }) => {
    assert.equal(creditorReference('a:1:checkout'), creditorReference('a:1:checkout'))
    const many = Array.from({ length: 2000 }, (_, n) => creditorReference(`a:${n}:checkout`))
    assert.equal(new Set(many).size, many.length)
    for (const reference of many) assert.match(reference, /^RF\d{17}$/)
    assert.equal(grouped('RF18539007547034'), 'RF18 5390 0754 7034')
  })

  test('refuse what has another shape', ({ assert }) => {
    for (const typed of [
      '',
      'RF18',
      '18539007547034',
      `RF18${'1'.repeat(22)}`,
      'RF1853900754703_',
    ]) {
      assert.isFalse(isCreditorReference(typed), typed)
    }
  })
})
