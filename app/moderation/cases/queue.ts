import { severityOf, type Breach } from './breaches.js'

/** What a place in the queue is made of. */
export interface Queued {
  id: number
  breach: Breach
  source: string
  reports: readonly { breach: Breach }[]
  openedAt: Date
}

/** How urgent a case is: the gravest of what is said of it; an authority's order goes first. */
export function urgencyOf({ breach, source, reports }: Queued): number {
  if (source === 'order') return 4
  return Math.max(severityOf(breach), ...reports.map((one) => severityOf(one.breach)))
}

/** The queue: the gravest first, and among equals whoever has waited longest. */
export const inOrder = <One extends Queued>(cases: readonly One[]): One[] =>
  cases.toSorted(
    (one, other) =>
      urgencyOf(other) - urgencyOf(one) ||
      one.openedAt.getTime() - other.openedAt.getTime() ||
      one.id - other.id
  )
