import { readFileSync } from 'node:fs'
import { VineEnum } from '@vinejs/vine'
import { test } from '@japa/runner'
import { RULES, type AnyRule } from '#rulebook/declarations'
import { CHAPTERS, descriptionKey, titleKey } from '#rulebook/rule'
import { translations } from './translations.js'

const french = translations('fr')
const english = translations('en')

/** The words that a rule's values need besides its title and description. */
function valueKeys({ key, unit, schema }: AnyRule): string[] {
  const own = (name: string) => `rulebook.rules.${key}.${name}`
  const keys = unit === 'sentence' ? [own('sentence')] : []
  if (schema instanceof VineEnum) {
    keys.push(...schema.getChoices().map((choice: string) => own(`choices.${choice}`)))
  }
  return key === 'feed.edit_window_minutes' ? [...keys, own('unset')] : keys
}

test.group('Translations of the rule book', () => {
  test('each rule has a title and a one-line description in both languages', ({ assert }) => {
    for (const { key } of RULES) {
      for (const messages of [french, english]) {
        assert.match(messages.get(titleKey(key)) ?? '', /^\S.{1,60}$/, key)
        assert.match(messages.get(descriptionKey(key)) ?? '', /^\S.{10,180}\.$/, key)
      }
    }
  })

  test('the two languages say the same things', ({ assert }) => {
    assert.sameMembers([...french.keys()], [...english.keys()])
  })

  test('nothing is translated that no rule needs, and no rule lacks a word', ({ assert }) => {
    const needed = RULES.flatMap((rule) => [
      titleKey(rule.key),
      descriptionKey(rule.key),
      ...valueKeys(rule),
    ])
    const held = [...french.keys()].filter((key) => key.startsWith('rulebook.rules.'))
    assert.sameMembers(held, needed)
  })

  test('chapters, units, majorities and origins all have their word, and no others', ({
    assert,
  }) => {
    const counted = RULES.map(({ unit }) => unit).filter(
      (unit) => !['choice', 'switch', 'sentence', 'cents'].includes(unit)
    )
    const words = {
      chapters: CHAPTERS,
      units: [...new Set(counted)],
      majorities: ['ordinary', 'extraordinary'],
      sources: ['founding', 'proposal', 'emergency'],
      words: ['yes', 'no', 'nothing'],
    }
    for (const [name, expected] of Object.entries(words)) {
      const held = [...french.keys()].filter((key) => key.startsWith(`rulebook.${name}.`))
      assert.sameMembers(
        held,
        expected.map((word) => `rulebook.${name}.${word}`)
      )
    }
  })

  test('each sentence of the page is one that the page says', ({ assert }) => {
    const room = new URL('../../../', import.meta.url)
    const sources = [
      'resources/views/rulebook/rules.edge',
      'resources/views/rulebook/rule.edge',
      'app/rulebook/rules_page.ts',
    ].map((path) => readFileSync(new URL(path, room), 'utf8'))
    const said = sources.join('').match(/rulebook\.page\.\w+/g) ?? []
    const held = [...french.keys()].filter((key) => key.startsWith('rulebook.page.'))
    assert.sameMembers(held, [...new Set(said)])
  })

  test('French is typeset: curly apostrophes, no breakable space before a colon', ({ assert }) => {
    for (const [key, message] of french) {
      assert.notMatch(message, /'| [:;!?%»]|« /, key)
    }
  })
})
