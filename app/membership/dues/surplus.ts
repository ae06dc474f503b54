import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { DuesSurplusSchema } from '#database/schema'
import type { PaymentTold } from '#payments/payment_events'
import { parisDay } from '#shared/paris'
import { prepared } from '#shared/prepared'
import { done, refused, type Result } from '#shared/result'
import { tell } from '#shared/wiring/events'
import { Gift } from '../gifts/gift.js'
import { countGiftMoney } from '../gifts/gift_money.js'
import { Member } from '../register/member.js'
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

  /** Those of a payer, or of a member, that nobody has decided yet. */
  static undecided(personId: number): Promise<Surplus[]> {
    return ownBy(personId)
      .whereRaw(
        'not exists (select from dues_surplus_choices c where c.surplus_id = dues_surplus.id)'
      )
      .orderBy('id')
  }

  /** One of a payer's, or of a member's, decided or not. */
  static of(id: number, personId: number): Promise<Surplus | null> {
    return ownBy(personId).where('id', id).first()
  }

  /** Decides, once: the same instant that two pages ask, one is told it is done. */
  async choose(
    choice: SurplusChoice,
    personId: number,
    at: Date
  ): Promise<Result<null, 'already_chosen' | 'already_for_life'>> {
    return db.transaction(async (transaction) => {
      await Member.hold([this.memberId], transaction)
      const { next, order } = await this.#next(at, transaction)
      if (choice === 'next_period' && !next) return refused('already_for_life')
      const first = await note(this.id, choice, personId, at, transaction)
      if (!first) return refused('already_chosen')
      if (choice === 'next_period' && next) await this.#cover(next, order, at, transaction)
      if (choice === 'gift') await this.#toGift(personId, at, transaction)
      const { id, paymentId, amountCents } = this
      const name = `membership.surplus_${choice}` as const
      await tell({ name, at, surplusId: id, paymentId, amountCents, personId }, transaction)
      return done(null)
    })
  }

  async #next(at: Date, transaction: TransactionClientContract) {
    const order = await DuesOrder.findOrFail(this.orderId, { client: transaction })
    const standing = await periodsOf(this.memberId, transaction)
    const last = standing.filter((one) => !isEmpty(one)).at(-1) ?? null
    const next = await nextFor(order.kind, last, { day: parisDay(at), at }, transaction)
    return { next, order }
  }

  async #cover(next: Next, order: DuesOrder, at: Date, transaction: TransactionClientContract) {
    const lines = await order.lines(transaction)
    const { paymentId, amountCents, memberId, orderId } = this
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

  async #toGift(personId: number, at: Date, transaction: TransactionClientContract) {
    const { paymentId, amountCents } = this
    const gift = await Gift.create(
      {
        ...{ personId, campaignId: null, amountCents, schedule: 'once', anonymous: true },
        ...{ publicName: '', words: '', offeredAt: at },
      },
      { client: transaction }
    )
    const counting = { giftId: gift.id, paymentId, cents: amountCents, campaignId: null }
    await countGiftMoney({ ...counting, cause: 'paid' }, at, transaction)
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

/** The money went back meanwhile: there is nothing left to decide. */
export async function surplusIsGone(
  paymentId: number,
  at: Date,
  transaction: TransactionClientContract
): Promise<void> {
  await prepared(
    {
      name: 'membership.surplus_gone',
      text: `insert into dues_surplus_choices (surplus_id, choice, chosen_at)
        select id, 'gone', $2 from dues_surplus where payment_id = $1 on conflict (surplus_id) do nothing`,
    },
    [paymentId, at],
    transaction
  )
}

async function note(
  surplusId: number,
  choice: SurplusChoice,
  personId: number,
  at: Date,
  transaction: TransactionClientContract
): Promise<boolean> {
  const rows = await transaction
    .table('dues_surplus_choices')
    .knexQuery.insert({
      surplus_id: surplusId,
      choice,
      chosen_by_id: personId,
      chosen_at: at,
    })
    .onConflict('surplus_id')
    .ignore()
    .returning('surplus_id')
  return rows.length > 0
}
