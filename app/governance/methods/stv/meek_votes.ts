import type { Branch } from '../ranked/preference_tree.js'

/** How many decimals a vote has. */
export const MEEK_PLACES = 9

const ONE = 10n ** BigInt(MEEK_PLACES)
/** Surpluses that come to less than this are gone (0.000001 of a vote). */
const OMEGA = 1000n

/** Where the votes lie while each candidate keeps a given part of what reaches them; in units. */
export interface Division {
  votes: Map<number, bigint>
  quota: bigint
  /** What stays with papers that say nothing more. */
  nonTransferable: bigint
}

/** The part of each vote that a candidate keeps: all of it at first, none once excluded. */
export type KeepFactors = Map<number, bigint>

export const keepingAll = (candidates: readonly number[]): KeepFactors =>
  new Map(candidates.map((number) => [number, ONE]))

/**
 * Shares the papers out once (step B.2.a and b of the reference rule): each candidate on a paper takes
 * their keep factor of what reaches them, rounded up at the ninth decimal, the next one the rest.
 */
export function divide(
  first: readonly Branch[],
  keep: KeepFactors,
  { seats, papers }: { seats: number; papers: number }
): Division {
  const votes = new Map([...keep.keys()].map((number) => [number, 0n]))
  const waiting = first.map((branch) => ({ branch, weight: ONE }))
  for (let reached = waiting.pop(); reached; reached = waiting.pop()) {
    const { branch, weight } = reached
    const kept = up(weight * (keep.get(branch.candidate) ?? 0n), ONE)
    const before = votes.get(branch.candidate) ?? 0n
    votes.set(branch.candidate, before + kept * BigInt(branch.papers))
    if (kept === weight) continue
    for (const next of branch.next()) waiting.push({ branch: next, weight: weight - kept })
  }
  const all = [...votes.values()].reduce((sum, here) => sum + here, 0n)
  const quota = all / BigInt(seats + 1) + 1n
  return { votes, quota, nonTransferable: BigInt(papers) * ONE - all }
}

/** What the elected hold above the quota, together; never under nothing. */
export function surplusOf({ votes, quota }: Division, elected: readonly number[]): bigint {
  const above = elected.reduce((sum, number) => sum + (votes.get(number) ?? 0n) - quota, 0n)
  return above > 0n ? above : 0n
}

/** True when there is nothing left to pass on, or when passing on has ceased to help. */
export const isSettled = (surplus: bigint, before: bigint | null): boolean =>
  surplus < OMEGA || (before !== null && surplus >= before)

/** Lowers what each elected candidate keeps, towards the quota (step B.2.f). */
export function lower(keep: KeepFactors, elected: readonly number[], division: Division) {
  for (const number of elected) {
    const votes = division.votes.get(number) ?? 0n
    keep.set(number, up(up((keep.get(number) ?? 0n) * division.quota, ONE) * ONE, votes))
  }
}

/** The quotient, rounded up. */
function up(over: bigint, under: bigint): bigint {
  return (over + under - 1n) / under
}
