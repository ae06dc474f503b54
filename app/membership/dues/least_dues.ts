import type { PaymentLine } from '#payments/payment_intent'
import { DuesOrder } from './dues_order.js'

/**
 * Cents under which what these lines ask for would belong to nobody's membership: each member's
 * floor, or the lower price that they were given.
 */
export async function leastDues(lines: PaymentLine[]): Promise<number> {
  let cents = 0
  for (const line of lines) {
    if (line.kind !== 'dues') continue
    const order = await DuesOrder.findOrFail(line.subjectId)
    for (const { dueCents, floorCents } of await order.lines()) {
      cents += Math.min(dueCents, floorCents)
    }
  }
  return cents
}
