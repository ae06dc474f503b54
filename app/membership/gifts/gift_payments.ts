import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { GivenBackTold, PaymentTold } from '#payments/payment_events'
import type { PaymentLine } from '#payments/payment_intent'
import { parisDay } from '#shared/paris'
import { tell } from '#shared/wiring/events'
import { allotMoney } from '../allot_money.js'
import { Campaign, holdCampaign } from '../campaigns/campaign.js'
import { arrivalOf, type Arrival, type Outcome } from '../campaigns/campaign_outcome.js'
import { askCampaignRefunds } from '../campaigns/campaign_refunds.js'
import { ordinaryOf } from '../surplus/claims.js'
import { Gift } from './gift.js'
import { countGiftMoney, wasCounted, type MoneyCause } from './gift_money.js'

/** One gift of a payment, and how many cents of the payment are there for it. */
interface Part {
  gift: Gift
  cents: number
}

/** The money of a payment is there: it counts for its gifts, and whoever gave is thanked, once. */
export async function giftsPaid(told: PaymentTold, transaction: TransactionClientContract) {
  const parts = await partsOf(await ordinaryOf(told, 0, transaction), transaction)
  if (parts.length === 0) return
  let destination: number | null = null
  for (const part of parts) {
    destination = await countGift(told, part, 'paid', transaction)
  }
  await thank(
    {
      ...told,
      monthly: told.subscriptionId !== null,
      amountCents: parts.reduce((sum, part) => sum + part.cents, 0),
      campaignId: destination,
      withDues: told.lines.some(({ kind }) => kind === 'dues'),
    },
    transaction
  )
}

/** A payment failed after all: nothing of it counts any more. */
export async function giftsFailed(told: PaymentTold, transaction: TransactionClientContract) {
  const ordinary = await ordinaryOf(told, told.grossCents, transaction)
  for (const part of await partsOf(ordinary, transaction)) {
    if (!(await wasCounted(part.gift.id, told.paymentId, transaction))) continue
    await countGift(told, part, 'failed', transaction)
  }
}

/** Money went back, or came back after all: what counts is what is left. */
export async function giftsGivenBack(told: GivenBackTold, transaction: TransactionClientContract) {
  const ordinary = await ordinaryOf(told, told.backCents, transaction)
  for (const part of await partsOf(ordinary, transaction)) {
    // A surplus payment never counted; what goes back of it takes nothing away.
    if (!(await wasCounted(part.gift.id, told.paymentId, transaction))) continue
    await countGift(told, part, told.cause, transaction)
  }
}

/** The gifts among the lines of a payment, and how many of the cents that are there are for each. */
export async function partsOf(
  { lines, cents }: { lines: PaymentLine[]; cents: number },
  transaction: TransactionClientContract
): Promise<Part[]> {
  const allotted = allotMoney(lines, cents)
  const parts: Part[] = []
  for (const [index, line] of lines.entries()) {
    if (line.kind !== 'gift') continue
    const gift = await Gift.find(line.subjectId, { client: transaction })
    // Money that came is written down in any case: a line of no gift only counts for none.
    if (gift) parts.push({ gift, cents: allotted[index] ?? 0 })
  }
  return parts
}

/** Counts one part and returns the campaign that it is for now. */
export async function countGift(
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

export interface Thanks extends Pick<
  PaymentTold,
  'at' | 'paymentId' | 'intentId' | 'personId' | 'payerName' | 'payerEmail' | 'locale'
> {
  monthly: boolean
  amountCents: number
  campaignId: number | null
  /** Paid along with dues, whose letter thanks for both. */
  withDues: boolean
}

/** `gifts.thanked`, once per payment; letters write it to whoever left an address. */
export async function thank(thanks: Thanks, transaction: TransactionClientContract) {
  const { at, paymentId, personId, payerName, payerEmail, locale } = thanks
  const rows = await transaction
    .table('gift_thanks')
    .knexQuery.insert({ payment_id: paymentId, thanked_at: at })
    .onConflict('payment_id')
    .ignore()
    .returning('payment_id')
  if (rows.length === 0) return
  const { monthly, amountCents, campaignId, withDues } = thanks
  const given = { monthly, amountCents, campaignId, withDues }
  const payer = { paymentId, personId, payerName, payerEmail, locale }
  await tell({ name: 'gifts.thanked', at, ...payer, ...given }, transaction)
}
