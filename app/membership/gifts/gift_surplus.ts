import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { GiftSurplusSchema } from '#database/schema'
import type { PaymentTold } from '#payments/payment_events'
import { done, refused, type Result } from '#shared/result'
import { tell } from '#shared/wiring/events'
import { holdPayment, leftOf } from '../surplus/claims.js'
import { keepAsGift } from '../surplus/kept_gift.js'
import { Gift } from './gift.js'
import { partsOf } from './gift_payments.js'

export const GIFT_SURPLUS_CHOICES = ['gift', 'refund'] as const
export type GiftSurplusChoice = (typeof GIFT_SURPLUS_CHOICES)[number]

/** Money of a gift that was paid a second time; what becomes of it is asked, never guessed. */
export class GiftSurplus extends GiftSurplusSchema {
  static override table = 'gift_surplus'

  /** Those of a payer that nobody has decided yet, with what is left of each, in cents. */
  static async undecided(
    personId: number
  ): Promise<Array<{ surplus: GiftSurplus; leftCents: number }>> {
    const rows = await ownBy(personId)
      .whereRaw(
        'not exists (select from gift_surplus_choices c where c.surplus_id = gift_surplus.id)'
      )
      .orderBy('id')
    const all = await Promise.all(
      rows.map(async (surplus) => ({ surplus, leftCents: await surplus.leftCents() }))
    )
    return all.filter(({ leftCents }) => leftCents > 0)
  }

  /** One of a payer's, decided or not. */
  static of(id: number, personId: number): Promise<GiftSurplus | null> {
    return ownBy(personId).where('id', id).first()
  }

  async leftCents(): Promise<number> {
    return (await leftOf(this.paymentId, 'gift', this.id)).cents
  }

  /** Decides, once: kept as a second gift like the first, or given back. */
  async choose(
    choice: GiftSurplusChoice,
    personId: number,
    at: Date
  ): Promise<Result<null, 'already_chosen' | 'gone' | 'disputed'>> {
    return db.transaction(async (transaction) => {
      await holdPayment(this.paymentId, transaction)
      const left = await leftOf(this.paymentId, 'gift', this.id, transaction)
      if (left.chosen) return refused('already_chosen')
      if (left.cents === 0) return refused('gone')
      if (choice === 'refund' && !left.mayGoBack) return refused('disputed')
      const giftId = choice === 'gift' ? await this.#keep(left.cents, at, transaction) : null
      await transaction.table('gift_surplus_choices').insert({
        ...{ surplus_id: this.id, choice, gift_id: giftId },
        ...{ chosen_by_id: personId, chosen_at: at },
      })
      const { id, paymentId } = this
      const said = { of: 'gift', surplusId: id, paymentId, amountCents: left.cents, personId }
      await tell({ name: `membership.surplus_${choice}`, at, ...said }, transaction)
      return done(null)
    })
  }

  async #keep(cents: number, at: Date, transaction: TransactionClientContract) {
    const first = await Gift.findOrFail(this.giftId, { client: transaction })
    const { personId, campaignId, anonymous, publicName } = first
    const as = { personId, campaignId, anonymous, publicName }
    return keepAsGift(this.paymentId, cents, as, at, transaction)
  }
}

function ownBy(personId: number) {
  return GiftSurplus.query().whereRaw(
    `(gift_id in (select id from gifts where person_id = ?) or payment_id in
      (select p.id from payments p join payment_intents i on i.id = p.intent_id where i.person_id = ?))`,
    [personId, personId]
  )
}

/** A payment of a gift came a second time: whoever paid is asked what becomes of it, once. */
export async function giftsSurplus(told: PaymentTold, transaction: TransactionClientContract) {
  const allLines = { lines: told.lines, cents: told.grossCents }
  let noticedCents = 0
  for (const { gift, cents } of await partsOf(allLines, transaction)) {
    if (cents === 0) continue
    const rows = await transaction
      .table('gift_surplus')
      .knexQuery.insert({
        ...{ payment_id: told.paymentId, gift_id: gift.id },
        ...{ amount_cents: cents, noticed_at: told.at },
      })
      .onConflict(['payment_id', 'gift_id'])
      .ignore()
      .returning('id')
    if (rows.length > 0) noticedCents += cents
  }
  // The letter about dues paid twice asks about all of it.
  if (noticedCents === 0 || told.lines.some(({ kind }) => kind === 'dues')) return
  const { at, paymentId, personId, payerName, payerEmail, locale } = told
  const said = { at, paymentId, personId, payerName, payerEmail, locale }
  await tell({ name: 'gifts.surplus_noticed', ...said, amountCents: noticedCents }, transaction)
}
