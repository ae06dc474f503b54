import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { DuesSurplusSchema } from '#database/schema'
import type { PaymentTold } from '#payments/payment_events'
import { parisDay } from '#shared/paris'
import { done, refused, type Result } from '#shared/result'
import { tell } from '#shared/wiring/events'
import { Member } from '../register/member.js'
import { holdPayment, leftOf } from '../surplus/claims.js'
import { keepAsGift } from '../surplus/kept_gift.js'
import { coverPeriod, linkPayment } from './cover.js'
import { DuesOrder } from './dues_order.js'
import { isEmpty, periodsOf } from './member_periods.js'
import type { Next } from './periods.js'
import { nextFor, openPeriod } from './target.js'

export const SURPLUS_CHOICES = ['refund', 'next_period', 'gift'] as const
export type SurplusChoice = (typeof SURPLUS_CHOICES)[number]

/** Money paid a second time for the same period; what becomes of it is asked, never guessed. */
export class Surplus extends DuesSurplusSchema {
  static override table = 'dues_surplus'

  /** Those of a payer, or of a member, that nobody has decided yet and whose money is there. */
  static async undecided(personId: number): Promise<Surplus[]> {
    const rows = await ownBy(personId)
      .whereRaw(
        'not exists (select from dues_surplus_choices c where c.surplus_id = dues_surplus.id)'
      )
      .orderBy('id')
    const left = await Promise.all(rows.map((one) => one.leftCents()))
    return rows.filter((_, index) => (left[index] ?? 0) > 0)
  }

  /** One of a payer's, or of a member's, decided or not. */
  static of(id: number, personId: number): Promise<Surplus | null> {
    return ownBy(personId).where('id', id).first()
  }

  /** What of it has not gone back, in cents. */
  async leftCents(): Promise<number> {
    return (await leftOf(this.paymentId, 'dues', this.id)).cents
  }

  /** Decides, once: the same instant that two pages ask, one is told it is done. */
  async choose(
    choice: SurplusChoice,
    personId: number,
    at: Date
  ): Promise<Result<null, 'already_chosen' | 'already_for_life' | 'gone' | 'disputed'>> {
    return db.transaction(async (transaction) => {
      await holdPayment(this.paymentId, transaction)
      await Member.hold([this.memberId], transaction)
      const { cents, chosen, mayGoBack } = await this.#left(transaction)
      if (chosen) return refused('already_chosen')
      if (cents === 0) return refused('gone')
      if (choice === 'refund' && !mayGoBack) return refused('disputed')
      const { next, order } = await this.#next(at, transaction)
      if (choice === 'next_period' && !next) return refused('already_for_life')
      if (choice === 'next_period' && next) await this.#cover(next, order, cents, at, transaction)
      const giftId = choice === 'gift' ? await this.#toGift(personId, cents, at, transaction) : null
      await note({ surplusId: this.id, choice, giftId, personId }, at, transaction)
      const { id, paymentId } = this
      const said = { of: 'dues', surplusId: id, paymentId, amountCents: cents, personId }
      await tell({ name: `membership.surplus_${choice}`, at, ...said }, transaction)
      return done(null)
    })
  }

  #left(transaction: TransactionClientContract) {
    return leftOf(this.paymentId, 'dues', this.id, transaction)
  }

  async #next(at: Date, transaction: TransactionClientContract) {
    const order = await DuesOrder.findOrFail(this.orderId, { client: transaction })
    const standing = await periodsOf(this.memberId, transaction)
    const last = standing.filter((one) => !isEmpty(one)).at(-1) ?? null
    const next = await nextFor(order.kind, last, { day: parisDay(at), at }, transaction)
    return { next, order }
  }

  async #cover(
    next: Next,
    order: DuesOrder,
    amountCents: number,
    at: Date,
    transaction: TransactionClientContract
  ) {
    const lines = await order.lines(transaction)
    const { paymentId, memberId, orderId } = this
    const { planCode, planName, kind } = order
    const dues = {
      ...{ memberId, orderId, planCode, planName, kind, dueCents: amountCents },
      floorCents: lines.find((line) => line.memberId === memberId)?.floorCents ?? 0,
      ...{ sharesPot: false, instalments: 1, source: 'payment' as const },
    }
    const periodId = await openPeriod(dues, next, { day: parisDay(at), at }, transaction)
    await linkPayment({ periodId, paymentId, expectedCents: amountCents }, at, transaction)
    const cover = { periodId, paymentId, cents: amountCents, cause: 'paid' as const }
    await coverPeriod(cover, at, transaction)
  }

  #toGift(personId: number, cents: number, at: Date, transaction: TransactionClientContract) {
    const as = { personId, campaignId: null, anonymous: true, publicName: '' }
    return keepAsGift(this.paymentId, cents, as, at, transaction)
  }
}

function ownBy(personId: number) {
  return Surplus.query().whereRaw(
    `(member_id in (select id from members where person_id = ?)
      or order_id in (select id from dues_orders where payer_id = ?))`,
    [personId, personId]
  )
}

/** Keeps in mind that a payment came for what was paid already; told once. */
export async function noticeSurplus(
  { told, order, memberId, cents }: Noticed,
  transaction: TransactionClientContract
): Promise<void> {
  if (cents === 0) return
  const rows = await transaction
    .table('dues_surplus')
    .knexQuery.insert({
      payment_id: told.paymentId,
      order_id: order.id,
      member_id: memberId,
      amount_cents: cents,
      noticed_at: told.at,
    })
    .onConflict(['payment_id', 'member_id'])
    .ignore()
    .returning('id')
  if (rows.length === 0) return
  const { at, paymentId, personId, payerName, payerEmail, locale } = told
  const said = { at, paymentId, personId, payerName, payerEmail, locale, amountCents: cents }
  await tell({ name: 'membership.surplus_noticed', ...said }, transaction)
}

interface Noticed {
  told: PaymentTold
  order: DuesOrder
  memberId: number
  cents: number
}

async function note(
  noted: { surplusId: number; choice: SurplusChoice; giftId: number | null; personId: number },
  at: Date,
  transaction: TransactionClientContract
): Promise<void> {
  const { surplusId, choice, giftId, personId } = noted
  await transaction.table('dues_surplus_choices').insert({
    ...{ surplus_id: surplusId, choice, gift_id: giftId },
    ...{ chosen_by_id: personId, chosen_at: at },
  })
}
