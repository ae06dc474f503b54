import type { PaymentLine } from '#payments/payment_intent'

const FIRST_TO_LAST: Array<PaymentLine['kind']> = ['dues', 'share', 'gift']

/**
 * How much of a payment stands for each of its lines, in their order, when `cents` of it are there:
 * what was paid less what went back. Dues are covered first, then shares, then gifts, so that a part
 * given back is taken from the gift before it touches a membership; more than was asked (an amount
 * raised later) is a gift where there is one, else of the last kind.
 */
export function allotMoney(lines: readonly PaymentLine[], cents: number): number[] {
  const order = [...lines.keys()].sort((one, other) => rank(lines, one) - rank(lines, other))
  const allotted = lines.map(() => 0)
  let left = cents
  for (const index of order) {
    const part = Math.min(lines[index]?.amountCents ?? 0, left)
    allotted[index] = part
    left -= part
  }
  const last = order.at(-1)
  if (last !== undefined) allotted[last] = (allotted[last] ?? 0) + left
  return allotted
}

function rank(lines: readonly PaymentLine[], index: number): number {
  return FIRST_TO_LAST.indexOf(lines[index]?.kind ?? 'gift')
}
