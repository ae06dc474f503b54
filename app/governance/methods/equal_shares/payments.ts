import type { Wanted } from './electorate.js'
import { inUnits } from './in_units.js'
import type { ExactRun } from './purchases.js'

/** A project bought by its supporters: numbers of voters by payment, the highest payment first. */
export type PaidFor = { project: number; payments: { payment: string; voters: number }[] }

/** A project that is not bought: what its supporters have left together, and what they lack. */
export type Refused = { project: number; supporters: number; held: string; missing: string }

/** Who paid what for each purchase, without a name. */
export const paidFor = ({ purchases }: ExactRun): PaidFor[] =>
  purchases.map(({ price, paid }) => ({
    project: price.wanted.project.number,
    payments: paid.map(({ over, under, voters }) => ({ payment: inUnits(over, under), voters })),
  }))

/** Why each of the projects is not bought. */
export const refusals = (projects: readonly Wanted[], { purses }: ExactRun): Refused[] =>
  projects.map((wanted) => {
    const { over, under } = purses.heldBy(wanted)
    return {
      project: wanted.project.number,
      supporters: wanted.supporters,
      held: inUnits(over, under),
      missing: inUnits(wanted.cost * under - over, under),
    }
  })
