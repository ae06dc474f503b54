/** What was subscribed on one form, and what is there of it. */
export interface Subscribed {
  shares: number
  /** What one share is worth, in cents. */
  shareCents: number
  /** What is paid of it, less what went back. */
  paidCents: number
  /** Shares of it that were withdrawn since. */
  withdrawn: number
}

/** The least that is paid with the form: a quarter, to the cent above (loi du 10 septembre 1947, art. 12). */
export function quarterOf(shares: number, shareCents: number): number {
  return Math.ceil((shares * shareCents) / 4)
}

/** What is left to pay of a form, in cents. */
export function restOf({ shares, shareCents, paidCents }: Omit<Subscribed, 'withdrawn'>): number {
  return Math.max(0, shares * shareCents - paidCents)
}

/** The shares that a form gives: all of them once a quarter is there, less those withdrawn since. */
export function sharesStanding({ shares, shareCents, paidCents, withdrawn }: Subscribed): number {
  if (paidCents < quarterOf(shares, shareCents)) return 0
  return Math.max(0, shares - withdrawn)
}

/** Shares of one form, with what of them is paid. */
export interface Holding {
  subscriptionId: number
  shares: number
  shareCents: number
  paidUpCents: number
}

/** Which shares a withdrawal takes, the oldest first, and what is to be given back for them: at par, never more than was paid. */
export function takeOldest(
  holdings: readonly Holding[],
  shares: number
): Array<{ subscriptionId: number; shares: number; nominalCents: number; dueCents: number }> {
  let left = shares
  return holdings.flatMap((holding) => {
    const taken = Math.min(left, holding.shares)
    left -= taken
    if (taken === 0) return []
    const nominalCents = taken * holding.shareCents
    const dueCents = Math.min(nominalCents, holding.paidUpCents)
    return [{ subscriptionId: holding.subscriptionId, shares: taken, nominalCents, dueCents }]
  })
}
