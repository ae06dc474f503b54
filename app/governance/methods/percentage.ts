/** A share in hundredths with two decimals, the half rounded up: 252 of 559 is `45.08`. */
export function percentage(part: number, whole: number): string {
  const [over, under] = [BigInt(part) * 20_000n, BigInt(whole) * 2n]
  const digits = String((over + under / 2n) / under).padStart(3, '0')
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`
}
