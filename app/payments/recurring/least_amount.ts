import { PaymentIntent, type PaymentLine } from '../payment_intent.js'

type Least = (lines: PaymentLine[]) => Promise<number>

/** A euro: below it, fees would eat what is paid. */
const LEAST = 100

const others: Least[] = []

/** Has an agreement's amount also stay at what another room says its lines must bring. */
export function neverLessThan(least: Least): void {
  others.push(least)
}

/** Cents under which an agreement's amount cannot be changed. */
export async function leastAmountOf(intentId: string): Promise<number> {
  const lines = await PaymentIntent.lines(intentId)
  const asked = await Promise.all(others.map((least) => least(lines)))
  return Math.max(LEAST, ...asked)
}
