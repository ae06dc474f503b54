import { test } from '@japa/runner'
import fc from 'fast-check'
import type { BudgetBallots } from '#governance/methods/budget_ballots'
import {
  countEqualShares,
  type EqualSharesParameters,
  type EqualSharesTranscript,
} from '#governance/methods/equal_shares/equal_shares'
import { written } from '#governance/methods/fraction'
import { budgetVote, countedVotes, waysToCount } from './budget_papers.js'
import { slowEqualShares } from './equal_shares_oracle.js'

/** What both say of a vote, in one form. */
function told({ steps, tied, stages, paid, lots }: EqualSharesTranscript) {
  return {
    steps,
    tied: tied.map(({ number }) => number),
    purchases: stages
      .filter((stage) => stage.action === 'purchase')
      .map(({ project, payment, rate }, index) => ({
        ...{ project, payment, rate },
        paid: paid[index]?.payments.map(({ payment: sum, voters }) => `${voters} × ${sum}`),
      })),
    lots: lots.map(({ tied: numbers, preferred }) => `${numbers.join()} ${preferred}`).sort(),
  }
}

function toldSlowly(ballots: BudgetBallots, parameters: EqualSharesParameters) {
  const { steps, tied, purchases, allLots } = slowEqualShares(ballots, parameters)
  return {
    steps,
    tied,
    purchases: purchases.map(({ project, payment, rate, paid }) => {
      const voters = new Map<string, number>()
      for (const sum of paid.toSorted((a, b) => Number(b.over * a.under - a.over * b.under))) {
        voters.set(written(sum), (voters.get(written(sum)) ?? 0) + 1)
      }
      return {
        ...{ project, payment: written(payment), rate: written(rate) },
        paid: [...voters].map(([sum, many]) => `${many} × ${sum}`),
      }
    }),
    lots: allLots,
  }
}

test.group('Equal shares and its slow definition say the same', () => {
  const worlds = [
    ['of few voters, full of ties', { voters: 6, projects: 5, costs: 6 }, 1500],
    ['of larger sums, after many increments', { voters: 12, projects: 8, costs: 400 }, 600],
    ['where money is tight', { voters: 4, projects: 6, costs: 30 }, 1000],
  ] as const
  test('of budgets {0}')
    .with([...worlds])
    .run(({ assert }, [, sizes, runs]) => {
      let jumps = 0
      fc.assert(
        fc.property(countedVotes(sizes), ([ballots, parameters]) => {
          const transcript = countEqualShares(ballots, parameters)
          jumps += Number(transcript.steps > 8)
          assert.deepEqual(told(transcript), toldSlowly(ballots, parameters))
        }),
        { numRuns: runs }
      )
      if (sizes.costs > 100) assert.isAbove(jumps, runs / 10)
    })
    .timeout(60_000)

  test('of sums so large that only exact fractions tell payments apart', ({ assert }) => {
    const cost = fc
      .tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 0, max: 3 }))
      .map(([billions, parts]) => `${billions}00000000000.000${parts}`)
    const votes = fc
      .record({
        costs: fc.array(cost, { minLength: 3, maxLength: 5 }),
        papers: fc.array(fc.subarray([1, 2, 3, 4, 5]), { minLength: 2, maxLength: 6 }),
        budget: fc.integer({ min: 2, max: 9 }).map((billions) => `${billions}00000000000.0001`),
      })
      .map(({ costs, papers, budget }): BudgetBallots => ({
        ...budgetVote(budget, costs, []),
        papers: papers.map((listed) => ({
          papers: 1,
          listed: listed.filter((number) => number <= costs.length),
        })),
      }))
    fc.assert(
      fc.property(
        votes.chain((ballots) => fc.tuple(fc.constant(ballots), waysToCount(ballots))),
        ([ballots, given]) => {
          const parameters = { ...given, increment: '7000000000.0003' }
          const transcript = countEqualShares(ballots, parameters)
          assert.deepEqual(told(transcript), toldSlowly(ballots, parameters))
        }
      ),
      { numRuns: 1000 }
    )
  }).timeout(60_000)
})
