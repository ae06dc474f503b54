import type { RankedBallots } from '#governance/methods/ranked_ballots'

type Matrix = readonly (readonly number[])[]

const at = (matrix: Matrix, one: number, other: number) => matrix[one - 1]?.[other - 1] ?? 0

/** Votes of a won duel; 0 when it is not won. */
export const won = (pairwise: Matrix, one: number, other: number) =>
  at(pairwise, one, other) > at(pairwise, other, one) ? at(pairwise, one, other) : 0

/** The strongest way by trying all ways that pass nobody twice. */
export function strongestByTrying(
  pairwise: Matrix,
  numbers: readonly number[],
  from: number,
  to: number
): number {
  const walk = (here: number, weakest: number, left: readonly number[]): number =>
    here === to
      ? weakest
      : Math.max(
          0,
          ...left.map((next) =>
            walk(
              next,
              Math.min(weakest, won(pairwise, here, next)),
              left.filter((other) => other !== next)
            )
          )
        )
  return walk(
    from,
    Infinity,
    numbers.filter((number) => number !== from)
  )
}

/** The smallest group of which each member wins its duel with everybody outside. */
export function smithSet(pairwise: Matrix, numbers: readonly number[]): number[] {
  const groups = Array.from({ length: 2 ** numbers.length - 1 }, (_none, mask) =>
    numbers.filter((_number, index) => ((mask + 1) >> index) % 2 === 1)
  ).toSorted((one, other) => one.length - other.length)
  const found = groups.find((group) =>
    numbers.every(
      (outside) =>
        group.includes(outside) || group.every((inside) => won(pairwise, inside, outside) > 0)
    )
  )
  return found ?? []
}

/** Papers that say the same with everybody on them: whoever was left out stands last, level. */
export function completed(ballots: RankedBallots): RankedBallots {
  const papers = ballots.papers.map(({ papers: count, ranks }) => {
    const named = new Set(ranks.flat())
    const left = ballots.candidates.map(({ number }) => number).filter((n) => !named.has(n))
    return { papers: count, ranks: left.length > 0 ? [...ranks, left] : ranks }
  })
  return { ...ballots, papers }
}

/** The same papers but for one group, which puts a candidate one step higher. */
export function raised(ballots: RankedBallots, number: number, group: number): RankedBallots {
  const papers = completed(ballots).papers.map((paper, index) => {
    if (index !== group) return paper
    const place = paper.ranks.findIndex((rank) => rank.includes(number))
    const alone = paper.ranks[place]?.length === 1
    const without = paper.ranks.map((rank) => rank.filter((other) => other !== number))
    const above = alone ? Math.max(place - 1, 0) : place
    const ranks = [...without.slice(0, above), [number], ...without.slice(above)]
    return { ...paper, ranks: ranks.filter((rank) => rank.length > 0) }
  })
  return { ...ballots, papers }
}
