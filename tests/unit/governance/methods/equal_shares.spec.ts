import { test } from '@japa/runner'
import {
  countEqualShares,
  type EqualSharesParameters,
} from '#governance/methods/equal_shares/equal_shares'
import { budgetVote } from './budget_papers.js'

const TERMS = {
  budget: '100',
  increment: '1',
  completion: 'none',
  utility: 'cost',
  fill: 'none',
  lotOrder: null,
} as const satisfies EqualSharesParameters

const count = (
  costs: readonly string[],
  papers: readonly string[],
  parameters: Partial<EqualSharesParameters> = {}
) => countEqualShares(budgetVote('100', costs, papers), { ...TERMS, ...parameters })
const numbers = (named: readonly { number: number }[]) => named.map(({ number }) => number)

test.group('A budget by equal shares', () => {
  test('is told purchase by purchase', ({ assert }) => {
    // Ten voters, 10 each: the oven takes 6 from eight of them; the benches find 4 + 4 + 10 + 10.
    const transcript = count(['48', '28', '30'], ['6: 1', '2: 1 2', '2: 2 3'])
    assert.equal(transcript.share, '10')
    assert.deepEqual(transcript.stages, [
      ...[{ n: 1, elected: [], excluded: [] }].map((step) => ({
        ...step,
        ...({ action: 'share', voters: 10, first: '10', steps: 0, share: '10' } as const),
      })),
      {
        ...{ n: 2, action: 'purchase', elected: [{ number: 1, name: 'P1', id: undefined }] },
        ...{ excluded: [], project: 1, cost: '48', supporters: 8, spent: '48' },
        ...{ rate: '1/8', payment: '6', inFull: 8, allTheyHad: 0 },
      },
      {
        ...{ n: 3, action: 'purchase', elected: [{ number: 2, name: 'P2', id: undefined }] },
        ...{ excluded: [], project: 2, cost: '28', supporters: 4, spent: '76' },
        ...{ rate: '5/14', payment: '10', inFull: 2, allTheyHad: 2 },
      },
      {
        ...{ n: 4, elected: [], excluded: [], action: 'end', ending: 'no_completion' },
        ...{ spent: '76', left: '24' },
      },
    ])
    assert.deepEqual(transcript.paid, [
      { project: 1, payments: [{ payment: '6', voters: 8 }] },
      {
        project: 2,
        payments: [
          { payment: '10', voters: 2 },
          { payment: '4', voters: 2 },
        ],
      },
    ])
    assert.deepEqual(transcript.refused, [{ project: 3, supporters: 2, held: '0', missing: '30' }])
    assert.deepEqual([transcript.spent, transcript.left], ['76', '24'])
  })

  test('adds to the shares until one more increment would cost too much', ({ assert }) => {
    // Alone, 50 each: the second needs 30 more, which costs 80 in all; the third would cost 120.
    const transcript = count(['20', '80', '120'], ['1: 1 2', '1: 3'], { completion: 'add1' })
    assert.deepEqual([numbers(transcript.winners), transcript.steps], [[1, 2], 69])
    assert.deepEqual(transcript.share, '119')
    const end = transcript.stages.at(-1)
    const next = end?.action === 'end' ? end.next : undefined
    assert.deepInclude(end, { action: 'end', ending: 'over_budget', spent: '100', left: '0' })
    assert.deepInclude(next, { share: '120', cost: '220' })
  })

  test('needs no lot between projects of which each would be too much', ({ assert }) => {
    // Two each: at 5 each the oven is there, and two benches, level, would pass the budget of 4.
    const ballots = budgetVote('4', ['4', '5', '5'], ['1: 1 2', '1: 1 3'])
    const terms = { ...TERMS, budget: '4', completion: 'add1' } as const
    const transcript = countEqualShares(ballots, terms)
    assert.deepEqual([numbers(transcript.winners), transcript.tied], [[1], []])
    assert.deepInclude(transcript.stages.at(-1), { ending: 'over_budget', spent: '4', left: '0' })
    const drawn = countEqualShares(ballots, { ...terms, lotOrder: [3, 2, 1] })
    assert.deepEqual({ ...drawn, parameters: {} }, { ...transcript, parameters: {} })
  })

  test('stops adding when all that is listed is bought', ({ assert }) => {
    const transcript = count(['20', '50', '9'], ['1: 1 2', '1: '], { completion: 'add1' })
    assert.deepEqual([numbers(transcript.winners), transcript.steps], [[1, 2], 20])
    assert.deepInclude(transcript.stages.at(-1), { ending: 'all_bought', left: '30' })
    assert.deepEqual(transcript.refused, [{ project: 3, supporters: 0, held: '0', missing: '9' }])
  })

  test('counts increments by the million when only far ones change something', ({ assert }) => {
    const costs = ['1', '90000000']
    const papers = ['3: 1', '1: 2']
    const terms = { completion: 'add1', increment: '0.01', budget: '90000000' } as const
    const transcript = count(costs, papers, terms)
    assert.deepEqual([numbers(transcript.winners), transcript.steps], [[1], 6_749_999_999])
    assert.equal(transcript.share, '8999999999/100')
  })

  test('by cost asks for the smallest part of it, by number for the smallest sum', ({ assert }) => {
    const [costs, papers] = [
      ['60', '20'],
      ['6: 1', '3: 2', '1:'],
    ]
    assert.deepEqual(numbers(count(costs, papers).winners), [1, 2])
    assert.deepEqual(numbers(count(costs, papers, { utility: 'cardinality' }).winners), [2, 1])
  })

  test('equal rates: more supporters, then the lower cost, then the lot', ({ assert }) => {
    const byNumber = { utility: 'cardinality' } as const
    assert.deepEqual(numbers(count(['10', '20'], ['1: 1', '2: 2', '7:'], byNumber).winners), [2, 1])
    const first = (costs: string[], lotOrder: number[] | null) => {
      const { winners, stages, tied } = count(costs, ['2: 1', '2: 2', '1:'], { lotOrder })
      return { winners: numbers(winners), lot: stages[1], tied: numbers(tied) }
    }
    assert.deepEqual(first(['21', '20'], null).winners, [2, 1])
    assert.deepEqual(first(['20', '20'], null).tied, [1, 2])
    assert.deepEqual(first(['20', '20'], [2, 1]).winners, [2, 1])
    assert.deepInclude(first(['20', '20'], [2, 1]).lot, { lot: { tied: [1, 2], preferred: 2 } })
  })

  test('without the lot it needs, stops and keeps what is bought so far', ({ assert }) => {
    const transcript = count(['30', '20', '20'], ['6: 1', '2: 2', '2: 3'])
    assert.deepEqual([numbers(transcript.winners), numbers(transcript.tied)], [[1], [2, 3]])
    assert.deepInclude(transcript.stages.at(-1), { action: 'tie' })
    assert.deepEqual(transcript.refused, [])
  })

  test('what is left buys what still fits, by supporters', ({ assert }) => {
    const papers = ['2: 1 2', '1: 3', '1: 4', '1: ']
    const costs = ['40', '50', '30', '30', '5']
    const terms = { fill: 'approvals', budget: '100' } as const
    assert.deepEqual(numbers(count(costs, papers).winners), [1])
    const filled = count(costs, papers, terms)
    assert.deepEqual(numbers(filled.winners), [1, 2])
    assert.deepInclude(filled.stages[2], { action: 'fill', project: 2, spent: '90' })
    assert.deepEqual(
      filled.refused.map(({ project }) => project),
      [3, 4, 5]
    )
  })

  test('a lot chooses what is left buys only when some of the tied fit and some do not', ({
    assert,
  }) => {
    const papers = ['1: 1', '1: 2', '1: 3', '3: 4', '6: ']
    const left = (cost: string, lotOrder: number[] | null) => {
      const terms = { fill: 'approvals', lotOrder } as const
      const { winners, tied, stages } = count([cost, cost, cost, '60'], papers, terms)
      const lots = stages.flatMap((stage) => (stage.action === 'fill' ? [stage.lot] : []))
      return { winners: numbers(winners), tied: numbers(tied), lots }
    }
    const none = undefined
    assert.deepEqual(left('40', null), { winners: [4], tied: [1, 2, 3], lots: [none] })
    assert.deepEqual(left('20', [3, 1, 2, 4]), {
      ...{ winners: [4, 3, 1], tied: [] },
      lots: [none, { tied: [1, 2, 3], preferred: 3 }, { tied: [1, 2], preferred: 1 }],
    })
    assert.deepEqual(left('13', [3, 1, 2, 4]).winners, [4, 1, 2, 3])
    assert.deepEqual(left('13', null).lots, [none, none, none, none])
    assert.deepEqual(left('41', null), { winners: [4], tied: [], lots: [none] })
  })

  test('a blank paper has its share; one that lists what is not there has none', ({ assert }) => {
    const { ballots, share } = count(['30'], ['2: 1', '1: 7', '3: ', '1: 0'])
    const counts = { cast: 7, valid: 2, blank: 3, abstention: 0, invalid: 2 }
    assert.deepEqual([ballots, share], [counts, '20'])
  })

  test('without papers nothing is bought', ({ assert }) => {
    for (const completion of ['none', 'add1'] as const) {
      const { winners, share, left } = count(['30'], [], { completion })
      assert.deepEqual([winners, share, left], [[], '0', '100'])
    }
  })

  test('refuses to count on what is no amount, nor on half a lot order', ({ assert }) => {
    assert.throws(() => count(['30'], [], { budget: '1e3' }), 'Not an amount: 1e3')
    assert.throws(() => count(['30'], [], { increment: '0' }), /adds something/)
    assert.throws(() => count(['30', '2'], [], { lotOrder: [1] }), /names each project once/)
    assert.throws(() => count(['0'], []), /no cost above zero/)
  })
})
