import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { installId } from '#payments/installation'
import type { PaymentIntent } from '#payments/payment_intent'
import { bookInTransaction } from '#rulebook/rule_book'
import { parisInstant, parisTime } from '#shared/paris'
import type { DemoDues } from './demo_files.js'
import { PastPage } from './past_page.js'
import type { Timeline } from './timeline.js'

const MINUTE = 60_000
const DAY = 86_400_000

/** How long a debit takes to be known. */
const DEBIT_TAKES = 5 * DAY

export type PastPaying = Pick<DemoDues, 'until' | 'then'> & { means: 'card' | 'debit' }

/** The play bank of the past: its pages, paid step by step on a timeline. */
export class PastBank {
  private constructor(
    private timeline: Timeline,
    private install: string,
    private treasurerId: number,
    private transaction: TransactionClientContract
  ) {}

  static async open(
    timeline: Timeline,
    treasurerId: number,
    transaction: TransactionClientContract
  ): Promise<PastBank> {
    return new PastBank(timeline, await installId(), treasurerId, transaction)
  }

  /** Puts on the timeline how an intent was paid, renewed, and what came after. */
  async pay(intent: PaymentIntent, paying: PastPaying, at: Date): Promise<void> {
    const page = await PastPage.open(intent, this.install, at, this.transaction)
    const { timeline } = this
    const paidAt = new Date(at.getTime() + 3 * MINUTE)
    timeline.add(paidAt, async () => {
      await page.pay(paying.means, paidAt)
      this.#settleLater(page, paying, paidAt)
      this.#renewLater(page, paying, paidAt)
    })
    const { until, then } = paying
    if (until && until.what !== 'declined') {
      const stopAt = timeline.instant(until.days_ago, '20:15')
      const { what, for_days: days } = until
      const on = days === undefined ? null : new Date(stopAt.getTime() + days * DAY)
      const day = on && on.toISOString().slice(0, 10)
      timeline.add(stopAt, () => page.stop(what === 'paused' ? 'paused' : 'ended', day, stopAt))
    }
    if (!then) return
    const thenAt = timeline.instant(then.days_ago, '11:30')
    timeline.add(thenAt, () => this.#follow(page, then, thenAt))
  }

  /** A debit is on its way for some days; one that fails says so then. */
  #settleLater(page: PastPage, { means, then }: PastPaying, at: Date): void {
    if (means !== 'debit' || then?.what === 'fail') return
    const settledAt = new Date(at.getTime() + DEBIT_TAKES)
    this.timeline.add(settledAt, () => page.settle(settledAt))
  }

  #renewLater(page: PastPage, paying: PastPaying, first: Date): void {
    const { timeline } = this
    const at = page.nextOn && parisInstant(page.nextOn, parisTime(first))
    if (!at) return
    const stops = paying.until && timeline.instant(paying.until.days_ago, '00:00')
    if (stops && at > stops) {
      if (paying.until?.what === 'declined') timeline.add(at, () => page.renew('declined', at))
      return
    }
    timeline.add(at, async () => {
      await page.renew(paying.means, at)
      this.#settleLater(page, paying, at)
      this.#renewLater(page, paying, first)
    })
  }

  async #follow(page: PastPage, then: NonNullable<PastPaying['then']>, at: Date): Promise<void> {
    if (then.what === 'dispute') return page.dispute(at)
    if (then.what === 'fail') return page.fail(at)
    const book = await bookInTransaction(this.transaction, at)
    const { cents = 0, reason = '' } = then
    const twoFrom = book.value('treasury.two_signatures_from')
    return page.refund({ cents, reason, askedById: this.treasurerId, twoFrom }, at)
  }
}
