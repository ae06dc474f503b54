import { amountWritten, PARTS_IN_A_UNIT } from '../methods/amount.js'

/** Cents as the decimal of euros that counts read: `1200` or `1200.5`. */
export function moneyWritten(cents: number): string {
  return amountWritten((BigInt(cents) * PARTS_IN_A_UNIT) / 100n)
}
