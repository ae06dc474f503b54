import { test } from '@japa/runner'
import { isVisible, tidyName } from '#shared/visible_text'
import { tidy } from '#feed/posting_rules'

/** Zero width, bidirectional controls, fillers and blanks, which pass for characters. */
const UNSEEN = [
  '\u200b',
  '\u200c',
  '\u200d',
  '\u200e\u200f',
  '\u202e',
  '\u2066\u2069',
  '\u2060',
  '\ufeff',
  '\u00ad',
  '\u034f',
  '\u061c',
  '\u115f',
  '\u3164',
  '\uffa0',
  '\u2800',
  '\ufe0f',
  '\u{e0041}',
  '\u2028\u2029',
  '\r\n\t',
  '\u0007\u0085',
  ' \u00a0\u3000',
]

test.group('A text that shows nothing', () => {
  test('is none, whatever it is made of', ({ assert }) => {
    for (const text of ['', ...UNSEEN, UNSEEN.join('')]) {
      const said = JSON.stringify(text)
      assert.isFalse(isVisible(text), said)
      assert.equal(tidyName(text), '', said)
      assert.equal(tidy(text), '', said)
    }
  })

  test('is another matter than one that shows little', ({ assert }) => {
    for (const text of ['.', 'é', '我', '🐐', '\u200b!\u200b', '👩‍🌾', '１']) {
      assert.isTrue(isVisible(text), text)
      assert.notEqual(tidyName(text), '')
    }
  })

  test('stands in a message as it was written, once something shows', ({ assert }) => {
    assert.equal(tidy(' Bonjour\r\n\r\n\u202bשלום\u202c 👩‍🌾 '), 'Bonjour\n\n\u202bשלום\u202c 👩‍🌾')
  })
})

test.group('A name', () => {
  test('is one line, without what hides in it or turns it around', ({ assert }) => {
    assert.equal(tidyName('Awa\nFatou'), 'Awa Fatou')
    assert.equal(tidyName('  Awa \t\r\n\u2028 Diop '), 'Awa Diop')
    assert.equal(tidyName('\u202eawA\u202c'), 'awA')
    assert.equal(tidyName('\u2066A\u200bw\u200da\u2069\u200f'), 'Awa')
    assert.equal(tidyName('A\u0007wa\u{e0041}\ufe0f\ufeff'), 'Awa')
    assert.equal(tidyName('Awa \u200b \u200b Diop'), 'Awa Diop')
  })

  test('keeps its emoji, flags and the joiners that its script needs', ({ assert }) => {
    for (const name of [
      'Zoé 👩‍🌾',
      '👨‍👩‍👧‍👦',
      '👩🏽‍🚀',
      '🏳️‍🌈',
      '❤️‍🔥 Awa',
      '👁️‍🗨️',
      '1️⃣',
      '🏴󠁧󠁢󠁷󠁬󠁳󠁿 Gwen',
      '🇫🇷',
      'نرگس می\u200cخواهم',
      'क्\u200dष',
      '葛\u{e0100}城',
      'Anne-Lise d’Éon',
      'Ñandú',
    ]) {
      assert.equal(tidyName(name), name)
    }
  })
})
