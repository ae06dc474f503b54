import { test } from '@japa/runner'
import { bookAt, type Book } from '#rulebook/book'
import { RULES, type RuleKey } from '#rulebook/declarations'
import { differencesSaid, rulesPage } from '#rulebook/rules_page'
import { row } from './rows.js'
import { translator } from './translations.js'

const english = { locale: 'en', t: translator('en') }
const on = (day: string) => new Date(`${day}T00:00:00Z`)

const history = [
  row('dues.grace_days', 60, { superseded_at: on('2026-04-01') }),
  row('dues.grace_days', 30, {
    effective_from: on('2026-04-01'),
    superseded_at: on('2026-09-01'),
    adopted_by_proposal_id: 7,
  }),
  row('dues.grace_days', 45, { effective_from: on('2026-09-01'), adopted_by_proposal_id: 9 }),
]

function saidOf(book: Book, key: RuleKey) {
  const rules = rulesPage(book, english).flatMap((chapter) => chapter.rules)
  const rule = rules.find((one) => one.key === key)
  if (!rule) throw new Error(`${key} is not on the page`)
  return rule
}

test.group('The page of rules', () => {
  test('shows every rule once, in its chapter', async ({ assert }) => {
    const chapters = rulesPage(await bookAt([], on('2026-05-01')), english)
    const shown = chapters.flatMap(({ name, rules }) => rules.map(({ key }) => [name, key]))
    assert.sameDeepMembers(
      shown,
      RULES.map(({ chapter, key }) => [chapter, key])
    )
  })

  test('leads from an adopted value to the vote that adopted it', async ({ assert }) => {
    const rule = saidOf(await bookAt(history, on('2026-05-01')), 'dues.grace_days')
    assert.deepEqual(rule.value, ['30\u00a0days'])
    assert.deepEqual(rule.source, {
      text: 'Adopted by a vote',
      link: '/decide/7',
      see: 'See the vote',
    })
    assert.equal(rule.since, '1 April 2026')
    assert.equal(rule.majority, 'Ordinary majority')
  })

  test('says what is announced and what is over, apart from what holds', async ({ assert }) => {
    const rule = saidOf(await bookAt(history, on('2026-05-01')), 'dues.grace_days')
    assert.deepEqual(rule.coming, ['45\u00a0days, from 1 September 2026'])
    assert.deepEqual(rule.earlier, ['60\u00a0days, from 1 January 2026 to 1 April 2026'])
  })

  test('says that a founding value is one, and links to no vote', async ({ assert }) => {
    const rule = saidOf(await bookAt(history, on('2026-05-01')), 'join.mode')
    assert.deepEqual(rule.source, { text: 'Founding value', link: null, see: '' })
    assert.isNull(rule.since)
    assert.deepEqual([rule.coming, rule.earlier], [[], []])
  })

  test('tells what has changed since a date', async ({ assert }) => {
    const [march, may] = [on('2026-03-01'), on('2026-05-01')]
    const [before, after] = [await bookAt(history, march), await bookAt(history, may)]
    assert.deepEqual(differencesSaid(before, after, english), [
      { key: 'dues.grace_days', title: 'Grace period', line: '60\u00a0days → 30\u00a0days' },
    ])
  })
})
