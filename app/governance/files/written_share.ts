/** A part of a whole: `numerator` over `denominator`. */
export interface Share {
  numerator: number
  denominator: number
}

/** A part of a whole as people write it: `2/3`, `30 %`, `0.3`, `0,3` or `1`; null for anything else. */
export function writtenShare(text: string): Share | null {
  const [, over, under] = /^\s*(\d{1,9})\s*\/\s*(\d{1,9})\s*$/.exec(text) ?? []
  if (over !== undefined && under !== undefined) {
    return Number(under) > 0 ? reduced(Number(over), Number(under)) : null
  }
  const [, whole, decimals = '', percent] =
    /^\s*(\d{1,6})(?:[.,](\d{1,6}))?\s*(%)?\s*$/.exec(text) ?? []
  if (whole === undefined) return null
  return reduced(Number(whole + decimals), 10 ** decimals.length * (percent ? 100 : 1))
}

function reduced(numerator: number, denominator: number): Share {
  let [x, y] = [numerator, denominator]
  while (y) [x, y] = [y, x % y]
  return { numerator: numerator / x, denominator: denominator / x }
}
