/** The strongest path from each candidate to each other one, by number − 1. */
export interface StrongestPaths {
  /** Votes of the weakest link of the path; 0 where there is none. */
  strength: number[][]
  /** The numbers on one such path, both ends included; empty where there is none. */
  path: number[][][]
}

/**
 * The widest paths of Schulze (2011) with winning votes: a link goes from the winner of a duel to its
 * loser and is as strong as the votes of the winner; a path is as strong as its weakest link. Of equal
 * paths the one kept is found with the fewest links first, so a duel that says as much stands alone.
 */
export function strongestPaths(
  pairwise: readonly (readonly number[])[],
  numbers: readonly number[]
): StrongestPaths {
  const size = pairwise.length
  const strength = Array.from({ length: size }, () => new Array<number>(size).fill(0))
  const path = Array.from({ length: size }, () => Array.from({ length: size }, (): number[] => []))
  const link = (from: number, to: number) => {
    const [votes, against] = [entryOf(pairwise, from, to), entryOf(pairwise, to, from)]
    return votes > against ? votes : 0
  }
  for (const from of numbers) {
    const ways = waysFrom(from, numbers, link)
    for (const [to, way] of ways) {
      const [strengths, paths] = [strength[from - 1], path[from - 1]]
      if (!strengths || !paths) throw new Error(`Nobody has the number ${from}`)
      strengths[to - 1] = way.strength
      paths[to - 1] = [...stepsTo(way), to]
    }
  }
  return { strength, path }
}

interface Way {
  strength: number
  links: number
  before: Way | null
  /** The candidate before the end. */
  from: number
}

/** Grows a tree of paths, the strongest end first: what is reached then is never reached better. */
function waysFrom(
  from: number,
  numbers: readonly number[],
  link: (from: number, to: number) => number
): Map<number, Way> {
  const reached = new Map<number, Way>()
  const open = new Map<number, Way>()
  let [at, way]: [number, Way | null] = [from, null]
  for (;;) {
    for (const to of numbers) {
      if (to === from || reached.has(to)) continue
      const strength = Math.min(way?.strength ?? Infinity, link(at, to))
      const next: Way = { strength, links: (way?.links ?? 0) + 1, before: way, from: at }
      if (strength > 0 && isBetter(next, open.get(to))) open.set(to, next)
    }
    let best: [number, Way] | null = null
    for (const [to, candidate] of open) if (isBetter(candidate, best?.[1])) best = [to, candidate]
    if (!best) return reached
    open.delete(best[0])
    reached.set(...best)
    ;[at, way] = best
  }
}

const isBetter = (way: Way, other: Way | undefined) =>
  !other ||
  way.strength > other.strength ||
  (way.strength === other.strength && way.links < other.links)

function stepsTo(way: Way): number[] {
  const steps: number[] = []
  for (let step: Way | null = way; step; step = step.before) steps.unshift(step.from)
  return steps
}

/** What a matrix says of one number against another. */
export const entryOf = (
  matrix: readonly (readonly number[])[],
  one: number,
  other: number
): number => matrix[one - 1]?.[other - 1] ?? 0
