import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { Campaign } from '#membership/campaigns/campaign'
import { moneyOf } from '#membership/campaigns/campaign_money'
import { receivedByCommonFund } from '#membership/gifts/common_fund'
import { bookInTransaction } from '#rulebook/rule_book'
import { dayOfParis } from '#shared/date_label'
import { eurosLabel } from '#shared/euros'
import { listenInTransaction, type DomainEvent } from '#shared/wiring/events'
import { write } from './letter_writer.js'

/** Thanks to those who give, and what was decided of gifts in kind. */
export function listenToGifts(): void {
  listenInTransaction('gifts.thanked', thanks)
  listenInTransaction('gifts.surplus_noticed', surplus)
  listenInTransaction('gifts.in_kind_decided', decision)
}

interface Thanked {
  at: Date
  paymentId: number
  personId: number | null
  payerName: string
  payerEmail: string | null
  locale: string
  monthly: boolean
  amountCents: number
  campaignId: number | null
  /** Paid along with dues, whose letter thanks for both. */
  withDues: boolean
}

async function thanks(event: DomainEvent, transaction: TransactionClientContract) {
  const { at, paymentId, personId, payerName, payerEmail, locale, ...gift } =
    event as unknown as Thanked
  if (!payerEmail || gift.withDues) return
  const campaign = gift.campaignId
    ? await Campaign.findOrFail(gift.campaignId, { client: transaction })
    : null
  await write(
    {
      key: `gift_thanks:${paymentId}`,
      kind: campaign ? 'gift_thanks.campaign' : 'gift_thanks.general',
      recipient: payerEmail,
      personId,
      locale,
      values: {
        person: payerName,
        named: payerName ? 'yes' : 'no',
        monthly: gift.monthly ? 'yes' : 'no',
        amount: eurosLabel(gift.amountCents, locale),
        ...(campaign
          ? await progressOf(campaign, locale, transaction)
          : await commonFund(at, locale, transaction)),
      },
      action: campaign ? `/support/campaigns/${campaign.slug}` : '/support',
    },
    at,
    transaction
  )
}

/** What the gift brought the campaign to: never more than what is counted. */
async function progressOf(
  campaign: Campaign,
  locale: string,
  transaction: TransactionClientContract
) {
  const { collectedCents } = await moneyOf(campaign.id, transaction)
  return {
    campaign: campaign.title(locale),
    collected: eurosLabel(collectedCents, locale),
    goal: eurosLabel(campaign.goalCents, locale),
    percent: Math.floor((collectedCents / campaign.goalCents) * 100),
    goal_is: collectedCents >= campaign.goalCents ? 'reached' : campaign.missedGoal,
    last: dayOfParis(campaign.endsOn, locale),
  }
}

/** What the common fund received in a year, and who decides of it: no cost is known here. */
async function commonFund(at: Date, locale: string, transaction: TransactionClientContract) {
  const { cents, gifts } = await receivedByCommonFund(at, transaction)
  const book = await bookInTransaction(transaction, at)
  return {
    received: eurosLabel(cents, locale),
    gifts,
    two: eurosLabel(book.value('treasury.two_signatures_from'), locale),
    vote: eurosLabel(book.value('treasury.member_vote_from'), locale),
  }
}

/** Someone without an account answers the treasurer; others decide on their page. */
async function surplus(event: DomainEvent, transaction: TransactionClientContract) {
  const told = event as unknown as Omit<Thanked, 'monthly' | 'campaignId' | 'withDues'>
  const { at, paymentId, personId, payerName, payerEmail, locale } = told
  if (!payerEmail) return
  await write(
    {
      ...{ key: `gift_surplus:${paymentId}`, kind: 'gift_surplus', personId, locale },
      recipient: payerEmail,
      values: {
        person: payerName,
        named: payerName ? 'yes' : 'no',
        account: personId === null ? 'no' : 'yes',
        amount: eurosLabel(told.amountCents, locale),
      },
      action: personId === null ? '/contact' : '/me/gifts',
    },
    at,
    transaction
  )
}

interface Decided {
  at: Date
  giftId: number
  personId: number | null
  donorName: string
  donorEmail: string | null
  locale: string
  accepted: boolean
  description: string
  reason: string
}

async function decision(event: DomainEvent, transaction: TransactionClientContract) {
  const told = event as unknown as Decided
  if (!told.donorEmail) return
  await write(
    {
      key: `gift_in_kind:${told.giftId}`,
      kind: told.accepted ? 'gift_in_kind.accepted' : 'gift_in_kind.refused',
      recipient: told.donorEmail,
      personId: told.personId,
      locale: told.locale,
      values: {
        person: told.donorName,
        description: told.description,
        given: told.reason ? 'yes' : 'no',
        reason: told.reason,
      },
    },
    told.at,
    transaction
  )
}
