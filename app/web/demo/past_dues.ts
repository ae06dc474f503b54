import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { DuesOrder } from '#membership/dues/dues_order'
import { installId } from '#payments/installation'
import type { PaymentIntent } from '#payments/payment_intent'
import type { Person } from '#people/person'
import { bookInTransaction } from '#rulebook/rule_book'
import { parisInstant, parisTime } from '#shared/paris'
import type { DemoDues } from './demo_files.js'
import { PastPage } from './past_bank.js'
import { PastOrder } from './past_counter.js'
import type { Register } from './past_register.js'
import type { Timeline } from './timeline.js'

const MINUTE = 60_000
const DAY = 86_400_000

/** How long a debit takes to be known, and cash to be counted by someone else. */
const DEBIT_TAKES = 5 * DAY
const COUNTED_AFTER = 2 * DAY

interface Stage {
  timeline: Timeline
  register: Register
  desk: { treasurer: Person; second: Person }
  instant: (daysAgo: number, time: string) => Date
}

/** Dues of the past, ordered and paid step by step on a timeline. */
export class PastDues {
  private constructor(
    private stage: Stage,
    private install: string,
    private transaction: TransactionClientContract
  ) {}

  static async open(stage: Stage, transaction: TransactionClientContract): Promise<PastDues> {
    return new PastDues(stage, await installId(), transaction)
  }

  /** Puts an order on the timeline, with all that follows from it. */
  plan(dues: DemoDues): void {
    const at = this.stage.instant(dues.days_ago, dues.at)
    this.stage.timeline.add(at, async () => {
      const intent = await this.#place(dues, at)
      if (dues.means === 'card' || dues.means === 'debit') await this.#byBank(dues, intent, at)
      else await this.#byHand(dues, dues.means, intent, at)
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

  async #byBank(dues: DemoDues, intent: PaymentIntent, at: Date): Promise<void> {
    const page = await PastPage.open(intent, this.install, at, this.transaction)
    const { timeline, instant } = this.stage
    const how = dues.means === 'debit' ? 'debit' : 'card'
    const paidAt = new Date(at.getTime() + 3 * MINUTE)
    timeline.add(paidAt, async () => {
      await page.pay(how, paidAt)
      this.#settleLater(page, dues, paidAt)
      this.#renewLater(page, dues, paidAt)
    })
    const { until, then } = dues
    if (until && until.what !== 'declined') {
      const stopAt = instant(until.days_ago, '20:15')
      const { what, for_days: days } = until
      const on = days === undefined ? null : new Date(stopAt.getTime() + days * DAY)
      const day = on && on.toISOString().slice(0, 10)
      timeline.add(stopAt, () => page.stop(what === 'paused' ? 'paused' : 'ended', day, stopAt))
    }
    if (!then) return
    const thenAt = instant(then.days_ago, '11:30')
    timeline.add(thenAt, () => this.#follow(page, then, thenAt))
  }

  /** A debit is on its way for some days; one that fails says so then. */
  #settleLater(page: PastPage, { means, then }: DemoDues, at: Date): void {
    if (means !== 'debit' || then?.what === 'fail') return
    const settledAt = new Date(at.getTime() + DEBIT_TAKES)
    this.stage.timeline.add(settledAt, () => page.settle(settledAt))
  }

  #renewLater(page: PastPage, dues: DemoDues, first: Date): void {
    const { timeline, instant } = this.stage
    const at = page.nextOn && parisInstant(page.nextOn, parisTime(first))
    if (!at) return
    const stops = dues.until && instant(dues.until.days_ago, '00:00')
    if (stops && at > stops) {
      if (dues.until?.what === 'declined') timeline.add(at, () => page.renew('declined', at))
      return
    }
    timeline.add(at, async () => {
      await page.renew(dues.means === 'debit' ? 'debit' : 'card', at)
      this.#settleLater(page, dues, at)
      this.#renewLater(page, dues, first)
    })
  }

  async #follow(page: PastPage, then: NonNullable<DemoDues['then']>, at: Date): Promise<void> {
    if (then.what === 'dispute') return page.dispute(at)
    if (then.what === 'fail') return page.fail(at)
    const book = await bookInTransaction(this.transaction, at)
    const { cents = 0, reason = '' } = then
    const askedById = this.stage.desk.treasurer.id
    const twoFrom = book.value('treasury.two_signatures_from')
    return page.refund({ cents, reason, askedById, twoFrom }, at)
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
    const evening = this.stage.instant(dues.days_ago - dues.arrives, '18:30')
    timeline.add(evening, () => order.receive(desk.treasurer.id, dues.note ?? '', evening))
    if (kind !== 'cash' || dues.uncounted) return
    const countedAt = new Date(evening.getTime() + COUNTED_AFTER)
    timeline.add(countedAt, () => order.count(desk.second.id, countedAt))
  }
}
