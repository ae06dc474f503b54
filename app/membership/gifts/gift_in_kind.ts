import db from '@adonisjs/lucid/services/db'
import { GiftsInKindSchema } from '#database/schema'
import { done, refused, type Result } from '#shared/result'
import { tell } from '#shared/wiring/events'

/** What a gift that is not money may be. */
export const NATURES = ['goods', 'services', 'volunteering', 'loan'] as const

export interface InKindOffer {
  personId: number | null
  donorName: string
  donorEmail: string | null
  locale: 'fr' | 'en'
  nature: (typeof NATURES)[number]
  description: string
  /** In the donor's words: « 3 fromages », « une demi-journée ». */
  quantity: string
  /** What it is worth, as the donor says. */
  valueCents: number
}

/** Something other than money that someone offers; a treasurer's mandate accepts or refuses it. */
export class GiftInKind extends GiftsInKindSchema {
  static override table = 'gifts_in_kind'

  static offer(offer: InKindOffer, at: Date): Promise<GiftInKind> {
    return GiftInKind.create({ ...offer, offeredAt: at })
  }

  /** Accepts or refuses it, once; a refusal says why, to the donor too. */
  async decide(
    decision: { accepted: boolean; reason: string; deciderId: number },
    at: Date
  ): Promise<Result<null, 'decided_already' | 'reason'>> {
    const { accepted, reason, deciderId } = decision
    if (!accepted && reason === '') return refused('reason')
    return db.transaction(async (transaction) => {
      const rows = await transaction
        .table('gift_in_kind_decisions')
        .knexQuery.insert({
          gift_in_kind_id: this.id,
          accepted,
          reason,
          decided_by_id: deciderId,
          decided_at: at,
        })
        .onConflict('gift_in_kind_id')
        .ignore()
        .returning('gift_in_kind_id')
      if (rows.length === 0) return refused('decided_already')
      const { id: giftId, personId, donorName, donorEmail, locale, description } = this
      const donor = { personId, donorName, donorEmail, locale }
      await tell(
        { name: 'gifts.in_kind_decided', at, giftId, ...donor, accepted, description, reason },
        transaction
      )
      return done(null)
    })
  }
}
