import fc from 'fast-check'
import { candidatesOf } from '#governance/methods/candidate'
import type { RankedBallots } from '#governance/methods/ranked_ballots'

export const CAST = ['Awa', 'Bastien', 'Chloé', 'Driss', 'Émile', 'Fatou', 'Gaëlle'] as const

/** Papers as law reads them: to the first doubt, no further. */
export const STRICT = { overvote: 'exhaust', emptyRank: 'exhaust' } as const

/**
 * Papers written shortly: `3: 1 2=4 - 5` is three papers with 1 first, 2 and 4 level, a rank left
 * empty, then 5.
 */
export function ballotsOf(
  candidates: number,
  lines: readonly string[],
  more: Partial<RankedBallots> = {}
): RankedBallots {
  const papers = lines.map((line) => {
    const [count = '', ranks = ''] = line.split(':')
    const written = ranks.trim() === '' ? [] : ranks.trim().split(/\s+/)
    return {
      papers: Number(count),
      ranks: written.map((rank) => (rank === '-' ? [] : rank.split('=').map(Number))),
    }
  })
  const names = candidatesOf(CAST.slice(0, candidates))
  return { title: 'Who sits', candidates: names, seats: 1, withdrawn: [], papers, ...more }
}

/** Any papers: few candidates so that ties and surpluses are frequent; `plain` ones hold no doubt. */
export const anyBallots = (plain = false): fc.Arbitrary<RankedBallots> =>
  fc.integer({ min: 2, max: 6 }).chain((count) => {
    const number = fc.integer({ min: 1, max: count })
    const single = number.map((one) => [one])
    const doubtful = fc.array(fc.integer({ min: 1, max: count + 1 }), { maxLength: 3 })
    const rank = plain ? single : fc.oneof({ weight: 6, arbitrary: single }, doubtful)
    const ranks = plain
      ? fc.uniqueArray(number, { minLength: 1, maxLength: count }).map((all) => all.map((n) => [n]))
      : fc.array(rank, { maxLength: count + 1 })
    const paper = fc.record({ papers: fc.integer({ min: 1, max: 30 }), ranks })
    return fc.record({
      title: fc.constant('Any'),
      candidates: fc.constant(candidatesOf(CAST.slice(0, count))),
      seats: fc.integer({ min: 1, max: count }),
      withdrawn: plain ? fc.constant([]) : fc.uniqueArray(number, { maxLength: 1 }),
      papers: fc.array(paper, { minLength: 1, maxLength: 12 }),
    })
  })

/** Any order of all the candidates. */
export const anyOrder = (count: number): fc.Arbitrary<number[]> => {
  const numbers = Array.from({ length: count }, (_none, index) => index + 1)
  return fc.shuffledSubarray(numbers, { minLength: count })
}

/** The same papers in another order, some of the identical ones apart. */
export const regrouped = (ballots: RankedBallots): fc.Arbitrary<RankedBallots> => {
  const apart = ballots.papers.flatMap(({ papers, ranks }) =>
    papers > 1
      ? [
          { papers: papers - 1, ranks },
          { papers: 1, ranks: [...ranks] },
        ]
      : [{ papers, ranks }]
  )
  return fc
    .shuffledSubarray(apart, { minLength: apart.length })
    .map((papers) => ({ ...ballots, papers }))
}

/** The same vote with other numbers: candidate `n` becomes `order[n - 1]`. */
export function renumbered(ballots: RankedBallots, order: readonly number[]): RankedBallots {
  const to = (number: number) => order[number - 1] ?? number
  return {
    ...ballots,
    withdrawn: ballots.withdrawn.map(to),
    papers: ballots.papers.map(({ papers, ranks }) => ({
      papers,
      ranks: ranks.map((rank) => rank.map(to)),
    })),
  }
}
