import { test } from '@japa/runner'
import { array, assert as hold, constantFrom, property } from 'fast-check'
import { wordDiff, type Piece } from '#governance/proposing/word_diff'

const words = array(constantFrom('à', 'la', 'place', 'voisins,', 'chaque', ' ', '\n\n', '  '), {
  maxLength: 30,
}).map((list) => list.join(' '))

const without = (pieces: Piece[], kind: Piece['kind']) =>
  pieces
    .filter((piece) => piece.kind !== kind)
    .map(({ text }) => text)
    .join('')

test.group('Two texts laid over each other', () => {
  test('give back the one before and the one after', () => {
    hold(
      property(words, words, (before, after) => {
        const pieces = wordDiff(before, after)
        return without(pieces, 'new') === before && without(pieces, 'gone') === after
      }),
      { numRuns: 2000 }
    )
  })

  test('are the same when they are', ({ assert }) => {
    assert.deepEqual(wordDiff('Soyons amis.', 'Soyons amis.'), [
      { kind: 'same', text: 'Soyons amis.' },
    ])
    assert.deepEqual(wordDiff('', ''), [])
  })

  test('show what goes before what comes, and no shreds between', ({ assert }) => {
    assert.deepEqual(wordDiff('Soyons de bons voisins ici.', 'Soyons de gais amis ici.'), [
      { kind: 'same', text: 'Soyons de ' },
      { kind: 'gone', text: 'bons voisins' },
      { kind: 'new', text: 'gais amis' },
      { kind: 'same', text: ' ici.' },
    ])
  })

  test('that have nothing in common are shown one after the other, however long', ({ assert }) => {
    const long = (word: string) => Array.from({ length: 5000 }, (_, n) => `${word}${n}`).join(' ')
    const pieces = wordDiff(long('a'), long('b'))
    assert.equal(without(pieces, 'new'), long('a'))
    assert.equal(without(pieces, 'gone'), long('b'))
    assert.isBelow(pieces.length, 10)
  })
})
