import { rounded } from './rounded.js'

/** A written fraction (`71/120`, `1`) as a length out of a hundred. */
export function shareOf(fraction: string): number {
  const [over = '0', under = '1'] = fraction.split('/')
  return rounded(Number((BigInt(over) * 1_000_000n) / BigInt(under)) / 10_000)
}
