import type { Line } from '../ledger/entry.js'
import { isCash, isMoney } from './money_places.js'

/** What leaves the bank and the cash box by these lines, in cents; what moves between them does not. */
export function leavingCents(lines: readonly Line[]): number {
  const left = lines
    .filter(({ account }) => isMoney(account))
    .reduce((sum, { debitCents, creditCents }) => sum + creditCents - debitCents, 0)
  return Math.max(0, left)
}

/**
 * How many persons sign an entry written by hand: two as soon as what leaves reaches the rule
 * `treasury.two_signatures_from` (in cents), and always for cash.
 */
export function signaturesNeeded(lines: readonly Line[], twoFromCents: number): 1 | 2 {
  if (lines.some(({ account }) => isCash(account))) return 2
  const leaving = leavingCents(lines)
  return leaving > 0 && leaving >= twoFromCents ? 2 : 1
}
