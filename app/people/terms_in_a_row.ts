/** A term as it was served: from its start to its end, or to the earlier instant at which it ended. */
export interface Served {
  startsAt: Date
  endsAt: Date
}

/**
 * How many terms a person has served in a row up to an instant, the one in force included. A pause as
 * long as a term breaks the row; one that is shorter (an election took its time) does not.
 */
export function termsInARow(served: readonly Served[], termMonths: number, at: Date): number {
  const pause = termMonths * (365.25 / 12) * 86_400_000
  let count = 0
  let after = at.getTime()
  for (const { startsAt, endsAt } of served.toSorted(
    (one, other) => other.startsAt.getTime() - one.startsAt.getTime()
  )) {
    if (startsAt >= at) continue
    if (after - endsAt.getTime() >= pause) break
    count += 1
    after = startsAt.getTime()
  }
  return count
}
