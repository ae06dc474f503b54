import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { GivenBackTold, PaymentTold } from '#payments/payment_events'
import { parisDay } from '#shared/paris'
import { tell } from '#shared/wiring/events'
import { allotMoney } from '../allot_money.js'
import { Campaign, holdCampaign } from '../campaigns/campaign.js'
import { arrivalOf, type Arrival, type Outcome } from '../campaigns/campaign_outcome.js'
import { askCampaignRefunds } from '../campaigns/campaign_refunds.js'
import { Gift } from './gift.js'
import { countGiftMoney, wasCounted, type MoneyCause } from './gift_money.js'

/** One gift of a payment, and how many cents of the payment are there for it. */
interface Part {
  gift: Gift
  cents: number
}

/** The money of a payment is there: it counts for its gifts, and whoever gave is thanked, once. */
export async function giftsPaid(told: PaymentTold, transaction: TransactionClientContract) {
  const parts = await partsOf(told, told.grossCents, transaction)
  if (parts.length === 0) return
  let destination: number | null = null
  for (const part of parts) {
    destination = await count(told, part, 'paid', transaction)
  }
  const cents = parts.reduce((sum, part) => sum + part.cents, 0)
  await thank(told, { cents, campaignId: destination }, transaction)
}

/** A payment failed after all: nothing of it counts any more. */
export async function giftsFailed(told: PaymentTold, transaction: TransactionClientContract) {
  for (const part of await partsOf(told, 0, transaction)) {
    if (!(await wasCounted(part.gift.id, told.paymentId, transaction))) continue
    await count(told, part, 'failed', transaction)
  }
}

/** Money went back, or came back after all: what counts is what is left. */
export async function giftsGivenBack(told: GivenBackTold, transaction: TransactionClientContract) {
  const left = Math.max(0, told.grossCents - told.backCents)
  for (const part of await partsOf(told, left, transaction)) {
    // A surplus payment never counted; what goes back of it takes nothing away.
    if (!(await wasCounted(part.gift.id, told.paymentId, transaction))) continue
    await count(told, part, told.cause, transaction)
  }
}

async function partsOf(
  told: PaymentTold,
  cents: number,
  transaction: TransactionClientContract
): Promise<Part[]> {
  const allotted = allotMoney(told.lines, cents)
  const parts: Part[] = []
  for (const [index, line] of told.lines.entries()) {
    if (line.kind !== 'gift') continue
    const gift = await Gift.find(line.subjectId, { client: transaction })
    // Money that came is written down in any case: a line of no gift only counts for none.
    if (gift) parts.push({ gift, cents: allotted[index] ?? 0 })
  }
  return parts
}

/** Counts one part and returns the campaign that it is for now. */
async function count(
  told: PaymentTold,
  { gift, cents }: Part,
  cause: MoneyCause,
  transaction: TransactionClientContract
): Promise<number | null> {
  const { arrival, campaignId } = await arrivalFor(gift, told, transaction)
  const counting = { giftId: gift.id, paymentId: told.paymentId, cents, cause, campaignId }
  const difference = await countGiftMoney(counting, told.at, transaction)
  if (arrival === 'campaign_then_refund' && campaignId !== null && difference > 0) {
    await askCampaignRefunds(campaignId, told.paymentId, told.at, transaction)
  }
  return campaignId
}

async function arrivalFor(
  gift: Gift,
  told: PaymentTold,
  transaction: TransactionClientContract
): Promise<{ arrival: Arrival; campaignId: number | null }> {
  if (gift.campaignId === null) return { arrival: 'general', campaignId: null }
  await holdCampaign(gift.campaignId, 'shared', transaction)
  const campaign = await Campaign.findOrFail(gift.campaignId, { client: transaction })
  const closing = await transaction
    .from('campaign_closings')
    .where('campaign_id', campaign.id)
    .first()
  const arrival = arrivalOf({
    laterMonth: told.subscriptionId !== null && !told.first,
    initiatedOn: parisDay(told.initiatedAt),
    endsOn: campaign.endsOn,
    outcome: (closing?.outcome ?? null) as Outcome | null,
  })
  return { arrival, campaignId: arrival === 'general' ? null : campaign.id }
}

/** `gifts.thanked`, once per payment; letters write it to whoever left an address. */
async function thank(
  told: PaymentTold,
  given: { cents: number; campaignId: number | null },
  transaction: TransactionClientContract
) {
  const rows = await transaction
    .table('gift_thanks')
    .knexQuery.insert({ payment_id: told.paymentId, thanked_at: told.at })
    .onConflict('payment_id')
    .ignore()
    .returning('payment_id')
  if (rows.length === 0) return
  const { at, paymentId, personId, payerName, payerEmail, locale, subscriptionId } = told
  await tell(
    {
      name: 'gifts.thanked',
      at,
      paymentId,
      personId,
      payerName,
      payerEmail,
      locale,
      monthly: subscriptionId !== null,
      amountCents: given.cents,
      campaignId: given.campaignId,
      withDues: told.lines.some(({ kind }) => kind === 'dues'),
    },
    transaction
  )
}
