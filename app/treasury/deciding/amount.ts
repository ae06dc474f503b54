/** The most that a vote decides on: ten million euros. */
export const MOST_CENTS = 1_000_000_000

/** Whether a value is an amount that can be voted: whole cents, more than none. */
export const isAmount = (value: unknown): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value > 0 && value <= MOST_CENTS
