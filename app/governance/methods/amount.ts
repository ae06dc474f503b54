/** Largest amount read: with four decimals it still counts in whole numbers up to 2^53. */
const MOST = 900_719_925_474n
const AMOUNT = /^(\d{1,12})(?:\.(\d{1,4}))?$/

/** How many of the smallest parts an amount is counted in: a ten-thousandth of its unit. */
const PARTS = 10_000n

/**
 * An amount written `1200` or `1200.50` (at most four decimals, no sign), in ten-thousandths of its
 * unit; null when it is written otherwise or is above 900,719,925,474.
 */
export function amountOf(text: string): bigint | null {
  const [, whole, decimals = ''] = AMOUNT.exec(text) ?? []
  if (whole === undefined) return null
  const parts = BigInt(whole) * PARTS + BigInt(decimals.padEnd(4, '0'))
  return parts > MOST * PARTS ? null : parts
}

/** An amount in ten-thousandths as its shortest decimal: `1200.5`. */
export function amountWritten(parts: bigint): string {
  const decimals = String(parts % PARTS)
    .padStart(4, '0')
    .replace(/0+$/, '')
  return `${parts / PARTS}${decimals && '.'}${decimals}`
}

/** What divides a number of ten-thousandths to give units. */
export const PARTS_IN_A_UNIT = PARTS
