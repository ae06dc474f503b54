import { test } from '@japa/runner'
import { countConsent } from '#governance/methods/consent'
import { countEqualShares } from '#governance/methods/equal_shares/equal_shares'
import { countMotion } from '#governance/methods/motion/motion'
import { drawMotion } from '#governance/results/motion_bars'
import { tableOf } from '#governance/results/tables'
import type { Cell } from '#governance/results/result_table'

const terms = { locale: 'fr', minimumGroup: 5 }
/** Cells as a test reads them: texts as they are, sentences by their keys. */
const plain = (rows: readonly (readonly Cell[])[]) =>
  rows.map((row) =>
    row.map((cell) => (typeof cell === 'string' ? cell.replaceAll(/\s/g, ' ') : cell.key))
  )

function inColleges(sizes: Record<string, [votesFor: number, against: number]>) {
  const weights: Record<string, [number, number]> = { A: [1, 2], B: [3, 10], C: [1, 5] }
  const list = Object.entries(weights).map(([name, [numerator, denominator]]) => ({
    ...{ name, weight: { numerator, denominator } },
  }))
  const papers = Object.entries(sizes).flatMap(([college, [votesFor, against]]) => [
    { papers: votesFor, answer: 'for' as const, college },
    { papers: against, answer: 'against' as const, college },
  ])
  return countMotion(
    { title: '', papers },
    {
      ...{
        members: 100,
        quorum: null,
        base: 'exprimes',
        tie: 'fails',
        secret: false,
        blocks: null,
      },
      threshold: { operator: 'more_than', numerator: 1, denominator: 2 },
      colleges: { list, rule: 'share', empty: 'zero' },
    }
  )
}

test.group('The table under a drawing', () => {
  test('of colleges has their heads, their weights and what each adds to yes', ({ assert }) => {
    const transcript = inColleges({ A: [6, 3], B: [5, 5], C: [8, 0] })
    const { rows } = tableOf({ kind: 'motion', transcript }, terms)
    assert.deepEqual(plain(rows), [
      ['A', '6', '3', '0', '0', '0', '0', '50 %', '33,33 %'],
      ['B', '5', '5', '0', '0', '0', '0', '30 %', '15 %'],
      ['C', '8', '0', '0', '0', '0', '0', '20 %', '20 %'],
      ['results.table.all', '19', '8', '0', '0', '0', '0', '', ''],
    ])
    // 1/3 + 3/20 + 1/5 = 41/60: the bar shows that, and not the 19 heads of 27.
    const drawing = drawMotion(transcript, 5)
    assert.deepEqual(drawing.weighted, { votesFor: '41/60', rest: '19/60' })
    assert.deepEqual(drawing.heads, { votesFor: 19, against: 8 })
    assert.closeTo(drawing.parts[0]?.width ?? 0, 68.33, 0.01)
  })

  test('of colleges shows no small one alone, nor lets it be worked out', ({ assert }) => {
    const transcript = inColleges({ A: [20, 3], B: [5, 5], C: [2, 0] })
    const { rows } = tableOf({ kind: 'motion', transcript }, terms)
    assert.deepEqual(
      plain(rows).map(([name]) => name),
      ['A', 'C, B', 'results.table.all']
    )
  })

  test('of consent has everyone of the group', ({ assert }) => {
    const transcript = countConsent(
      {
        ...{ title: '', textVersion: 1 },
        papers: [{ papers: 6, answer: 'consent', textVersion: 1 }],
        objections: [
          { number: 1, by: 'Driss', reason: 'Le bruit.', state: 'open', textVersion: 1 },
        ],
      },
      { members: 10, quorum: null }
    )
    const { rows } = tableOf({ kind: 'consent', transcript }, terms)
    assert.deepEqual(
      plain(rows).map(([, count]) => count),
      ['6', '0', '1', '3']
    )
  })

  test('of a budget has who paid what, and what was missing', ({ assert }) => {
    const transcript = countEqualShares(
      {
        title: '',
        projects: [
          { number: 1, name: 'Le four à pain', cost: '60' },
          { number: 2, name: 'Des bancs', cost: '900' },
        ],
        budget: '100',
        papers: [
          { papers: 8, listed: [1] },
          { papers: 2, listed: [2] },
        ],
      },
      {
        ...{ budget: '100', increment: '1', completion: 'none', utility: 'cost' },
        ...{ fill: 'none', lotOrder: null },
      }
    )
    const { rows } = tableOf({ kind: 'budget', transcript }, terms)
    assert.deepEqual(plain(rows), [
      ['Le four à pain', '60', 'results.table.budget_bought', '8', '8 × 7,5', ''],
      ['Des bancs', '900', 'results.table.budget_refused', '2', '', '880'],
    ])
  })
})
