import type { Utility } from '../budget_ballots.js'

interface Known {
  cost: bigint
  supporters: number
  groups: readonly number[]
}

/**
 * The place of each project's rate, from 0, while every supporter can pay an equal part of it: then it
 * is 1 / supporters (cost utility) or cost / supporters (cardinality), whatever the share. Equal rates
 * have equal places. Projects that nobody lists come last.
 */
export function placesOfRates(projects: readonly Known[], utility: Utility): number[] {
  const compare = (a: Known, b: Known) => {
    if (a.supporters === 0 || b.supporters === 0) return b.supporters - a.supporters
    if (utility === 'cost') return b.supporters - a.supporters
    const [left, right] = [a.cost * BigInt(b.supporters), b.cost * BigInt(a.supporters)]
    return left < right ? -1 : Number(left > right)
  }
  const order = projects.map((_, index) => index)
  const at = (index: number) => projects[index] ?? { cost: 0n, supporters: 0, groups: [] }
  order.sort((a, b) => compare(at(a), at(b)))
  const places: number[] = []
  let place = 0
  order.forEach((index, rank) => {
    const before = order[rank - 1]
    if (before !== undefined && compare(at(before), at(index)) !== 0) place = rank
    places[index] = place
  })
  return places
}

/** For each project, the first that costs the same and is listed on exactly the same papers. */
export function twins(projects: readonly Known[]): number[] {
  const first = new Map<string, number>()
  return projects.map(({ cost, groups }, index) => {
    const key = `${cost}:${groups.join()}`
    const found = first.get(key)
    if (found === undefined) first.set(key, index)
    return found ?? index
  })
}
