import fc from 'fast-check'
import { test } from '@japa/runner'
import { marksIn, marksToKeep, MOST_MENTIONS, MOST_TAGS } from '#feed/marks'
import { foldTag } from '#feed/tags'

const said = (text: string) => marksIn(text).map((mark) => `${mark.kind} ${mark.text}`)

test.group('What a text names', () => {
  test('people by their handle, whatever its capitals, once', ({ assert }) => {
    assert.deepEqual(marksToKeep('Merci @Awa, @driss_79 et encore @awa !').handles, [
      'awa',
      'driss_79',
    ])
  })

  test('nobody inside a word, an e-mail address or a web address', ({ assert }) => {
    const texts = [
      'awa@example.org',
      'é@awa',
      '@a',
      '@awaé',
      '@awa@example.org',
      `@${'a'.repeat(31)}`,
    ]
    for (const text of texts) assert.deepEqual(said(text), [], text)
    assert.deepEqual(said('https://niort.example/@awa#halles'), [
      'address https://niort.example/@awa#halles',
    ])
    assert.deepEqual(said('(@awa)'), ['mention @awa'])
  })

  test('tags without capitals or accents, as they were typed first', ({ assert }) => {
    const { tags, labels } = marksToKeep('#Marché #MARCHE #Œuvre_1 #Київ #東京')
    assert.deepEqual(tags, ['marche', 'oeuvre_1', 'киів', '東京'])
    assert.deepEqual(labels, ['Marché', 'Œuvre_1', 'Київ', '東京'])
  })

  test('no tag of digits alone, of one letter, in a word, or too long', ({ assert }) => {
    for (const text of ['#1', '#2026', '#a', 'C#sharp', '##ab', '&#39;', `#${'a'.repeat(51)}`]) {
      assert.deepEqual(said(text), [], text)
    }
    assert.lengthOf(said(`#${'a'.repeat(50)}`), 1)
  })

  test('only so many of each; what comes after is plain text', ({ assert }) => {
    const many = Array.from({ length: 60 }, (_, index) => `@personne_${index} #mot${index}`)
    const { handles, tags } = marksToKeep(`${many.join(' ')} #mot0`)
    assert.lengthOf(handles, MOST_MENTIONS)
    assert.lengthOf(tags, MOST_TAGS)
    assert.equal(marksIn(`${many.join(' ')} #mot0`).at(-1)?.text, '#mot0')
  })

  test('a folded tag folds into itself, and stays within what the database takes', ({ assert }) => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (label) => {
        assert.equal(foldTag(foldTag(label)), foldTag(label))
        for (const tag of marksToKeep(`#${label}`).tags) {
          assert.equal(foldTag(tag), tag)
          assert.match(tag, /^[\p{L}\p{N}_]{2,50}$/u)
        }
      }),
      { numRuns: 1000 }
    )
  })
})
