/** A length of a drawing, to the hundredth of its unit. */
export const rounded = (length: number): number => Math.round(length * 100) / 100

/** A part of a whole as a length out of a hundred; nothing of nothing is nothing. */
export const outOfHundred = (part: number, whole: number): number =>
  whole > 0 ? rounded((100 * part) / whole) : 0
