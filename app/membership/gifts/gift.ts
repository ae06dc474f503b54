import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { GiftSchema } from '#database/schema'
import { PaymentIntent } from '#payments/payment_intent'
import { done, refused, type Result } from '#shared/result'
import { runs, type Campaign } from '../campaigns/campaign.js'

/** Cents that one gift may be of. */
export const GIFT_CENTS = { least: 100, most: 1_000_000 }

export interface GiftOffer {
  personId: number | null
  payer: { name: string; email: string | null; locale: 'fr' | 'en' }
  /** Null for the common fund. */
  campaign: Campaign | null
  amountCents: number
  schedule: 'once' | 'month'
  /** The name that everyone may read; null for none. */
  publicName: string | null
  words: string
}

export type GiftRefusal = 'amount' | 'campaign_over' | 'on_its_way'

/** Money that someone offers, once or each month; what came of it is counted in `gift_money`. */
export class Gift extends GiftSchema {
  /** Writes the offer down and asks for its payment. */
  static async offer(
    offer: GiftOffer,
    at: Date,
    within?: TransactionClientContract
  ): Promise<Result<{ gift: Gift; intent: PaymentIntent }, GiftRefusal>> {
    const { campaign, amountCents, schedule } = offer
    if (amountCents < GIFT_CENTS.least || amountCents > GIFT_CENTS.most) return refused('amount')
    const write = async (
      transaction: TransactionClientContract
    ): Promise<Result<{ gift: Gift; intent: PaymentIntent }, GiftRefusal>> => {
      if (campaign && !(await runs(campaign, at, transaction))) return refused('campaign_over')
      const gift = await Gift.create(
        {
          personId: offer.personId,
          campaignId: campaign?.id ?? null,
          amountCents,
          schedule,
          anonymous: offer.publicName === null,
          publicName: offer.publicName ?? '',
          words: offer.words,
          offeredAt: at,
        },
        { client: transaction }
      )
      const asked = await PaymentIntent.ask(
        {
          personId: offer.personId,
          payer: offer.payer,
          schedule,
          lines: [{ kind: 'gift', subjectId: gift.id, amountCents }],
          scopeKey: null,
          returnPath: campaign ? `/support/campaigns/${campaign.slug}` : '/support',
        },
        at,
        transaction
      )
      return asked.ok ? done({ gift, intent: asked.value }) : refused(asked.refusal)
    }
    return within ? write(within) : db.transaction(write)
  }

  /** Takes its name and words off what the public reads, once. */
  async hide(hiding: { hiderId: number; reason: string }, at: Date): Promise<void> {
    await db
      .table('gift_hidings')
      .knexQuery.insert({
        gift_id: this.id,
        hidden_by_id: hiding.hiderId,
        reason: hiding.reason,
        hidden_at: at,
      })
      .onConflict('gift_id')
      .ignore()
  }
}
