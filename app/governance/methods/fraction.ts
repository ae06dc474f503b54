/** An exact rational number: positive denominator, no common divisor. */
export interface Fraction {
  readonly over: bigint
  readonly under: bigint
}

/** `over / under` in lowest terms; throws when `under` is zero. */
export function fraction(over: bigint | number, under: bigint | number = 1n): Fraction {
  const [top, bottom] = [BigInt(over), BigInt(under)]
  if (bottom === 0n) throw new Error('A fraction under zero')
  const divisor = greatestCommonDivisor(top, bottom) * (bottom < 0n ? -1n : 1n)
  return { over: top / divisor, under: bottom / divisor }
}

export const plus = (a: Fraction, b: Fraction): Fraction =>
  fraction(a.over * b.under + b.over * a.under, a.under * b.under)

export const minus = (a: Fraction, b: Fraction): Fraction =>
  fraction(a.over * b.under - b.over * a.under, a.under * b.under)

export const times = (a: Fraction, b: Fraction): Fraction =>
  fraction(a.over * b.over, a.under * b.under)

export const dividedBy = (a: Fraction, b: Fraction): Fraction =>
  fraction(a.over * b.under, a.under * b.over)

/** Negative when a < b, zero when equal, positive when a > b. */
export function compare(a: Fraction, b: Fraction): number {
  const difference = a.over * b.under - b.over * a.under
  return difference < 0n ? -1 : Number(difference > 0n)
}

/** `2/3`, or `2` for a whole number: how transcripts write it. */
export const written = ({ over, under }: Fraction): string =>
  under === 1n ? String(over) : `${over}/${under}`

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b]
  while (y) [x, y] = [y, x % y]
  return x
}
