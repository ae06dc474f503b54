/** What was posted to an account in a year, openings included and closing entries left out. */
export interface AccountTotal {
  account: string
  debitCents: number
  creditCents: number
}

/** Debit less credit of an account, in cents: below zero when it is in credit. */
export const balanceOf = ({ debitCents, creditCents }: AccountTotal) => debitCents - creditCents

/** Result of the year, in cents: products less charges. */
export function resultOf(totals: readonly AccountTotal[]): number {
  const ofResult = totals.filter(({ account }) => /^[67]/.test(account))
  return -ofResult.reduce((sum, total) => sum + balanceOf(total), 0) + 0
}

/**
 * The line whose longest prefix an account begins with, null without any. Zeros at an account's end
 * are padding: `53`, `530` and `530000` are one account.
 */
export function lineOf<Line extends { accounts: readonly string[] }>(
  account: string,
  lines: readonly Line[]
): Line | null {
  const padded = account.padEnd(8, '0')
  let found: Line | null = null
  let longest = 0
  for (const line of lines) {
    for (const prefix of line.accounts) {
      if (prefix.length <= longest || !padded.startsWith(prefix)) continue
      found = line
      longest = prefix.length
    }
  }
  return found
}
