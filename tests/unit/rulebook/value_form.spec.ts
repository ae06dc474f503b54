import { readFileSync } from 'node:fs'
import { test } from '@japa/runner'
import { checkValue } from '#rulebook/check_value'
import { RULES, type RuleKey } from '#rulebook/declarations'
import { readValue } from '#rulebook/read_value'
import { putField } from '#web/form_names'
import { valueForm } from '#rulebook/value_form'
import { CONTRADICTIONS, valueFormPage } from '#rulebook/value_form_page'

/** What a browser would send back of a form that nobody touched. */
function sent(key: RuleKey, value: unknown, change: Record<string, string> = {}): unknown {
  const body: Record<string, unknown> = {}
  for (const { fields } of valueForm(key, value)) {
    for (const field of fields) putField(body, field.name, change[field.name] ?? field.value)
  }
  for (const [name, text] of Object.entries(change)) putField(body, name, text)
  return body.value
}

const messages: Record<string, Record<string, unknown>> = Object.fromEntries(
  ['fr', 'en'].map((locale) => [
    locale,
    {
      rule_form: JSON.parse(
        readFileSync(
          new URL(`../../../resources/lang/${locale}/rule_form.json`, import.meta.url),
          'utf8'
        )
      ),
      rulebook: JSON.parse(
        readFileSync(
          new URL(`../../../resources/lang/${locale}/rulebook.json`, import.meta.url),
          'utf8'
        )
      ),
    },
  ])
)

const say = (locale: string) => (key: string) => {
  let place: unknown = messages[locale]
  for (const word of key.split('.')) place = (place as Record<string, unknown> | undefined)?.[word]
  if (typeof place !== 'string') throw new Error(`No ${locale} sentence ${key}`)
  return place
}

test.group('A rule’s form', () => {
  test('sent back untouched says the same value: {$self}')
    .with(RULES.map(({ key }) => key))
    .run(async ({ assert }, key) => {
      const founding = RULES.find((rule) => rule.key === key)?.founding
      const checked = await checkValue(key, readValue(key, sent(key, founding)))
      assert.deepEqual(checked, { ok: true, value: founding as never })
    })

  test('has its words in both languages, for every rule', ({ assert }) => {
    for (const { key, founding } of RULES) {
      for (const locale of ['fr', 'en']) {
        const groups = valueFormPage(key, founding, [], say(locale))
        assert.isTrue(groups.flatMap(({ fields }) => fields).every(({ label }) => label !== ''))
      }
    }
  })

  test('says why parts contradict each other, in both languages', ({ assert }) => {
    const declared = RULES.map(({ key }) => key.split('.')[0])
    const folder = new URL('../../../app/rulebook/declarations/', import.meta.url)
    const code = [...new Set(declared)]
      .map((name) => readFileSync(new URL(`${name}.ts`, folder), 'utf8'))
      .join('\n')
    for (const name of CONTRADICTIONS) {
      assert.include(code, `'${name}'`)
      assert.isNotEmpty(say('fr')(`rule_form.refusals.${name}`))
      assert.isNotEmpty(say('en')(`rule_form.refusals.${name}`))
    }
  })

  test('reads euros as cents, nothing as no limit, and lists of numbers', ({ assert }) => {
    assert.equal(readValue('treasury.two_signatures_from', '1 200,50 €'), 120_050)
    assert.isNull(readValue('feed.edit_window_minutes', ''))
    assert.deepEqual(readValue('dues.reminder_days', '-30; 7, 60'), [-30, 7, 60])
    assert.isTrue(readValue('dues.solidarity_pot', 'yes'))
    assert.equal(readValue('feed.photos_per_post', 'dix'), 'dix')
  })

  test('takes rows away and adds the one filled in', ({ assert }) => {
    const plans = RULES.find(({ key }) => key === 'dues.plans')?.founding
    const read = readValue(
      'dues.plans',
      sent('dues.plans', plans, {
        'value[0][removed]': '1',
        'value[2][code]': 'once',
        'value[2][name]': 'À vie',
        'value[2][period]': 'lifetime',
        'value[2][floor_cents]': '150',
        'value[2][free_amount]': 'no',
      })
    ) as Array<{ code: string; floor_cents: number }>
    assert.deepEqual(
      read.map(({ code }) => code),
      ['monthly', 'once']
    )
    assert.equal(read[1]?.floor_cents, 15_000)
  })

  test('is not led astray by what a stranger sends', async ({ assert }) => {
    for (const hostile of [undefined, null, 7, [], ['x'], { __proto__: 'x' }, 'x'.repeat(9999)]) {
      for (const { key } of RULES) {
        const checked = await checkValue(key, readValue(key, hostile))
        if (checked.ok)
          assert.oneOf(key, [
            'feed.edit_window_minutes',
            'dues.reminder_days',
            'dues.sliding_scale',
            'votes.colleges',
          ])
      }
    }
  })
})
