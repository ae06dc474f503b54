export type ClaimChoice = 'refund' | 'next_period' | 'gift' | 'gone'

/** A part of a payment that came once too often, and what was chosen for it. Cents. */
export interface Claimed {
  amountCents: number
  choice: ClaimChoice | null
}

/** What was to go back goes first, then what nobody decided; a period kept is the last to go. */
const FIRST_TO_GO: Array<ClaimChoice | null> = ['refund', null, 'gone', 'gift', 'next_period']

/**
 * What is left of each part when so much of the payment went back, in cents, and what of that is
 * taken from the rest of the payment: what came twice goes back before what came once.
 */
export function leftOfSurplus(
  claims: readonly Claimed[],
  backCents: number
): { left: number[]; backOfRest: number } {
  const left = claims.map(({ amountCents }) => amountCents)
  const order = [...claims.keys()].sort((one, other) => rank(claims[one]) - rank(claims[other]))
  let toTake = backCents
  for (const index of order) {
    const taken = Math.min(left[index] ?? 0, toTake)
    left[index] = (left[index] ?? 0) - taken
    toTake -= taken
  }
  return { left, backOfRest: toTake }
}

const rank = (claim: Claimed | undefined) => FIRST_TO_GO.indexOf(claim?.choice ?? null)
