import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { DuesOrder } from '#membership/dues/dues_order'
import type { PaymentIntent } from '#payments/payment_intent'
import type { Person } from '#people/person'
import type { DemoDues } from './demo_files.js'
import type { PastBank } from './past_bank.js'
import { PastOrder } from './past_counter.js'
import type { Register } from './past_register.js'
import type { Timeline } from './timeline.js'

/** How long cash waits to be counted by someone else. */
const COUNTED_AFTER = 2 * 86_400_000

interface Stage {
  timeline: Timeline
  register: Register
  bank: PastBank
  desk: { treasurer: Person; second: Person }
}

/** Dues of the past, ordered and paid step by step on a timeline. */
export class PastDues {
  constructor(
    private stage: Stage,
    private transaction: TransactionClientContract
  ) {}

  /** Puts an order on the timeline, with all that follows from it. */
  plan(dues: DemoDues): void {
    const at = this.stage.timeline.instant(dues.days_ago, dues.at)
    this.stage.timeline.add(at, async () => {
      const intent = await this.#place(dues, at)
      const { means } = dues
      if (means === 'card' || means === 'debit') {
        await this.stage.bank.pay(intent, { ...dues, means }, at)
      } else await this.#byHand(dues, means, intent, at)
    })
  }

  async #place(dues: DemoDues, at: Date): Promise<PaymentIntent> {
    const { payer, with: others = [], plan, cents, solidarity = false } = dues
    const beyond: 'dues' | 'gift' = dues.beyond ?? 'dues'
    const memberIds: number[] = []
    for (const key of [payer, ...others]) {
      memberIds.push(await this.stage.register.member(key, at))
    }
    const recurring = dues.again ?? false
    const choice = { plan, cents, solidarity, beyond, recurring, instalments: 1 }
    const ordered = {
      payer: this.stage.register.payer(payer),
      ...{ memberIds, choice, returnPath: '/membership' },
    }
    const placed = await DuesOrder.place(ordered, at, this.transaction)
    if (!placed.ok) throw new Error(`${payer}, ${dues.days_ago} days ago: ${placed.refusal}`)
    if (!placed.value.intent) throw new Error(`${payer} has nothing to pay`)
    return placed.value.intent
  }

  async #byHand(
    dues: DemoDues,
    kind: 'transfer' | 'cheque' | 'cash',
    intent: PaymentIntent,
    at: Date
  ): Promise<void> {
    const order = await PastOrder.open(intent, kind, at, this.transaction)
    if (dues.arrives === undefined) return
    const { timeline, desk } = this.stage
    const evening = this.stage.timeline.instant(dues.days_ago - dues.arrives, '18:30')
    timeline.add(evening, () => order.receive(desk.treasurer.id, dues.note ?? '', evening))
    if (kind !== 'cash' || dues.uncounted) return
    const countedAt = new Date(evening.getTime() + COUNTED_AFTER)
    timeline.add(countedAt, () => order.count(desk.second.id, countedAt))
  }
}
