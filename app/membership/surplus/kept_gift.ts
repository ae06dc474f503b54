import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { prepared } from '#shared/prepared'
import { Campaign, holdCampaign, runs } from '../campaigns/campaign.js'
import { Gift } from '../gifts/gift.js'
import { countGiftMoney } from '../gifts/gift_money.js'
import { thank } from '../gifts/gift_payments.js'

const PAYER = {
  name: 'membership.payer_of_payment',
  text: `select p.intent_id as "intentId", i.person_id as "personId", i.payer_name as "payerName",
      i.payer_email as "payerEmail", i.locale from payments p join payment_intents i on i.id = p.intent_id
    where p.id = $1`,
}

interface Payer {
  intentId: string
  personId: number | null
  payerName: string
  payerEmail: string | null
  locale: 'fr' | 'en'
}

/** How a gift made of money that came twice is shown, and what for: as the first one, or plainly. */
export interface KeptAs {
  personId: number | null
  campaignId: number | null
  anonymous: boolean
  publicName: string
}

/**
 * Makes a gift of money that came twice, counts it and thanks for it. A campaign that no longer
 * takes gifts leaves it to the common fund. Gives the gift's number.
 */
export async function keepAsGift(
  paymentId: number,
  amountCents: number,
  as: KeptAs,
  at: Date,
  transaction: TransactionClientContract
): Promise<number> {
  const campaignId = await running(as.campaignId, at, transaction)
  const gift = await Gift.create(
    { ...as, campaignId, amountCents, schedule: 'once', words: '', offeredAt: at },
    { client: transaction }
  )
  const counting = { giftId: gift.id, paymentId, cents: amountCents, campaignId }
  await countGiftMoney({ ...counting, cause: 'paid' }, at, transaction)
  const [payer] = await prepared<Payer>(PAYER, [paymentId], transaction)
  if (!payer) throw new Error(`The payment ${paymentId} has no payer`)
  const told = { ...payer, at, paymentId, monthly: false, withDues: false }
  await thank({ ...told, amountCents, campaignId }, transaction)
  return gift.id
}

async function running(
  id: number | null,
  at: Date,
  transaction: TransactionClientContract
): Promise<number | null> {
  if (id === null) return null
  await holdCampaign(id, 'shared', transaction)
  const campaign = await Campaign.findOrFail(id, { client: transaction })
  return (await runs(campaign, at, transaction)) ? id : null
}
