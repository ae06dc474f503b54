import fc from 'fast-check'
import type { BudgetBallots } from '#governance/methods/budget_ballots'
import type { EqualSharesParameters } from '#governance/methods/equal_shares/equal_shares'

/** Projects P1, P2… at these costs, and papers as `3: 1 2` (three that list 1 and 2). */
export function budgetVote(budget: string, costs: readonly string[], papers: readonly string[]) {
  return {
    title: '',
    projects: costs.map((cost, index) => ({ number: index + 1, name: `P${index + 1}`, cost })),
    budget,
    papers: papers.map((paper) => {
      const [count = '', listed = ''] = paper.split(':')
      return { papers: Number(count), listed: (listed.match(/\d+/g) ?? []).map(Number) }
    }),
  } satisfies BudgetBallots
}

interface Sizes {
  voters: number
  projects: number
  /** Costs up to this many times `unit`. */
  costs: number
  unit?: number
}

/** Small budget votes, with their many ties; a paper may be blank. */
export const budgetVotes = ({ voters, projects, costs, unit = 1 }: Sizes) =>
  fc.integer({ min: 1, max: projects }).chain((count) =>
    fc
      .record({
        costs: fc.array(fc.integer({ min: 1, max: costs }), { minLength: count, maxLength: count }),
        papers: fc.array(fc.subarray([...Array(count).keys()].map((index) => index + 1)), {
          minLength: 1,
          maxLength: voters,
        }),
        budget: fc.integer({ min: 1, max: costs * 3 }),
      })
      .map(({ costs: list, papers, budget }): BudgetBallots => ({
        ...budgetVote(
          String(budget * unit),
          list.map((cost) => String(cost * unit)),
          []
        ),
        papers: papers.map((listed) => ({ papers: 1, listed })),
      }))
  )

/** The ways to count that a vote may choose, the lots left out or in any order. */
export const waysToCount = (ballots: BudgetBallots): fc.Arbitrary<EqualSharesParameters> => {
  const numbers = ballots.projects.map(({ number }) => number)
  return fc.record({
    budget: fc.constant(ballots.budget),
    increment: fc.constantFrom('1', '0.5', '3'),
    completion: fc.constantFrom('add1', 'none'),
    utility: fc.constantFrom('cost', 'cardinality'),
    fill: fc.constant('none'),
    lotOrder: fc.option(fc.shuffledSubarray(numbers, { minLength: numbers.length })),
  })
}

/** A vote with a way to count it. */
export const countedVotes = (sizes: Sizes) =>
  budgetVotes(sizes).chain((ballots) => fc.tuple(fc.constant(ballots), waysToCount(ballots)))
