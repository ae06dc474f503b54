import type { AccountRole } from '../chart/account_for.js'
import type { Journal } from '../ledger/entry.js'

/** A side of an account named by its role; above zero on the debit, below zero on the credit. */
export interface PostedLine {
  role: AccountRole
  auxiliary: string | null
  cents: number
  campaignId: number | null
  paymentId: number | null
}

/** What a fact does to the books, whatever the year's chart. */
export interface Posting {
  journal: Journal
  /** The day of Europe/Paris on which it happened. */
  day: string
  pieceRef: string
  explanation: { key: string; [word: string]: string | number }
  source: string
  lines: PostedLine[]
}

/** A line, of nobody and of no campaign unless said. */
export function side(
  role: AccountRole,
  cents: number,
  of: Partial<Omit<PostedLine, 'role' | 'cents'>> = {}
): PostedLine {
  return { role, cents, auxiliary: null, campaignId: null, paymentId: null, ...of }
}

/** The same lines with those of one account taken together, and none of zero. */
export function together(lines: PostedLine[]): PostedLine[] {
  const sums = new Map<string, PostedLine>()
  for (const line of lines) {
    const key = [line.role, line.auxiliary, line.campaignId, line.paymentId].join('|')
    const sum = sums.get(key)
    sums.set(key, sum ? { ...sum, cents: sum.cents + line.cents } : line)
  }
  return [...sums.values()].filter(({ cents }) => cents !== 0)
}

/** A code of somebody in the books: letters and digits only. */
export const payerCode = (paymentId: number) => `P${String(paymentId).padStart(6, '0')}`
