import { amountOf } from '../amount.js'
import type { BudgetBallots, Project, Utility } from '../budget_ballots.js'
import type { LotOrder } from '../lot_order.js'
import type { BallotCounts } from '../transcript.js'
import { placesOfRates, twins } from './known_orders.js'

/** A project as the count sees it; money is in ten-thousandths of the unit. */
export interface Wanted {
  project: Project
  cost: bigint
  /** Voters who list it. */
  supporters: number
  /** The groups of identical papers that list it. */
  groups: Int32Array
  /** What `cost` or one is worth to a supporter. */
  utility: bigint
  /** Its place among all rates while no supporter lacks money: equal places, equal rates. */
  place: number
  /** Projects that cost the same and are listed on the same papers share it: they always tie. */
  twin: number
  /** Its place in the lot order, when one was drawn. */
  lot: number | null
}

/** Who votes for what, whatever the order of the papers. */
export interface Electorate {
  /** All papers but the invalid ones: each has a share, a blank one too. */
  voters: number
  /** Papers in each group. */
  papers: Float64Array
  /** In the order of their numbers. */
  projects: readonly Project[]
  wanted: readonly Wanted[]
  utility: Utility
  ballots: BallotCounts
}

/** Groups the papers. A paper that lists a number no project has is invalid; a repetition counts once. */
export function electorateOf(
  { projects, papers }: BudgetBallots,
  utility: Utility,
  lots: LotOrder
): Electorate {
  const ballots = { cast: 0, valid: 0, blank: 0, abstention: 0, invalid: 0 }
  const groups = new Map<string, { papers: number; listed: number[] }>()
  for (const { papers: count, listed } of papers) {
    const chosen = [...new Set(listed)].toSorted((a, b) => a - b)
    const known = chosen.every((number) => projects[number - 1])
    ballots.cast += count
    ballots[known ? (chosen.length ? 'valid' : 'blank') : 'invalid'] += count
    if (!known || chosen.length === 0) continue
    const group = groups.get(chosen.join())
    if (group) group.papers += count
    else groups.set(chosen.join(), { papers: count, listed: chosen })
  }
  const lists = [...groups.values()]
  const members = projects.map(() => [] as number[])
  lists.forEach(({ listed }, group) => {
    for (const number of listed) members[number - 1]?.push(group)
  })
  const counted = lists.map((group) => group.papers)
  const known = projects.map((project, index) => ({
    project,
    cost: costOf(project),
    groups: members[index] ?? [],
    supporters: sumOf((members[index] ?? []).map((group) => counted[group] ?? 0)),
  }))
  const [places, alike] = [placesOfRates(known, utility), twins(known)]
  return {
    voters: ballots.valid + ballots.blank,
    papers: Float64Array.from(counted),
    projects,
    utility,
    ballots,
    wanted: known.map((one, index) => ({
      ...one,
      groups: Int32Array.from(one.groups),
      utility: utility === 'cost' ? one.cost : 1n,
      place: places[index] ?? 0,
      twin: alike[index] ?? 0,
      lot: lots ? lots.indexOf(index + 1) : null,
    })),
  }
}

function costOf({ number, cost }: Project): bigint {
  const amount = amountOf(cost)
  if (!amount) throw new Error(`Project ${number} has no cost above zero`)
  return amount
}

const sumOf = (numbers: number[]) => numbers.reduce((sum, number) => sum + number, 0)
