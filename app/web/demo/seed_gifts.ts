import type { Client } from 'pg'
import type { Person } from '#people/person'
import { parisDay } from '#shared/paris'
import { demoGifts, type DemoCampaign, type DemoGift } from './demo_files.js'
import { inserted } from './inserted.js'
import { PastPayments } from './past_payments.js'
import { offerInKind } from './seed_in_kind.js'

const DAY = 86_400_000

type PersonOf = (key: string) => Person

/** The demo's campaigns, what was given to them and to the common fund, and gifts in kind. */
export async function seedGifts(client: Client, now: Date, personOf: PersonOf): Promise<void> {
  const { campaigns, gifts, in_kind: inKind } = await demoGifts()
  const ago = (days: number) => new Date(now.getTime() - days * DAY)
  const ids = new Map<string, number>()
  for (const campaign of campaigns) {
    ids.set(campaign.key, await openCampaign(client, campaign, ago, personOf))
  }
  const payments = await PastPayments.open(client, now)
  const inOrder = [...gifts].sort((one, other) => other.days_ago - one.days_ago)
  for (const gift of inOrder) {
    const campaignId = gift.campaign === null ? null : (ids.get(gift.campaign) ?? null)
    await give(client, payments, { gift, campaignId, at: ago(gift.days_ago), personOf })
  }
  for (const campaign of campaigns) await closeWhenOver(client, campaign, ids, now, ago)
  for (const offer of inKind) await offerInKind(client, offer, ago, personOf)
}

async function openCampaign(
  client: Client,
  campaign: DemoCampaign,
  ago: (days: number) => Date,
  personOf: PersonOf
): Promise<number> {
  const openedAt = ago(campaign.opened_days_ago)
  return inserted(
    client,
    `insert into campaigns (slug, title_fr, title_en, text_fr, text_en, goal_cents, starts_on, ends_on,
        missed_goal, opened_by_id, opened_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) returning id`,
    [
      campaign.slug,
      campaign.title_fr,
      campaign.title_en,
      campaign.text_fr,
      campaign.text_en,
      campaign.goal_cents,
      parisDay(openedAt),
      parisDay(ago(campaign.opened_days_ago - campaign.days)),
      campaign.missed_goal,
      personOf(campaign.opened_by).id,
      openedAt,
    ]
  )
}

async function give(
  client: Client,
  payments: PastPayments,
  given: { gift: DemoGift; campaignId: number | null; at: Date; personOf: PersonOf }
) {
  const { gift, campaignId, at } = given
  const giver = gift.giver ? given.personOf(gift.giver) : null
  const name = giver?.name ?? gift.name ?? ''
  const named = gift.named === true
  const giftId = await inserted(
    client,
    `insert into gifts (person_id, campaign_id, amount_cents, schedule, anonymous, public_name, words, offered_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8) returning id`,
    [
      giver?.id ?? null,
      campaignId,
      gift.cents,
      gift.monthly ? 'month' : 'once',
      !named,
      named ? name : '',
      gift.words ?? '',
      at,
    ]
  )
  const paid = await payments.add({
    payer: giver,
    name,
    kind: 'gift',
    subjectId: giftId,
    cents: gift.cents,
    schedule: gift.monthly ? 'month' : 'once',
    at,
  })
  for (const { paymentId, at: paidAt } of paid) {
    await client.query(
      `insert into gift_money (gift_id, payment_id, campaign_id, amount_cents, cause, counted_at)
       values ($1, $2, $3, $4, 'paid', $5)`,
      [giftId, paymentId, campaignId, gift.cents, paidAt]
    )
    await client.query('insert into gift_thanks (payment_id, thanked_at) values ($1, $2)', [
      paymentId,
      paidAt,
    ])
  }
}

async function closeWhenOver(
  client: Client,
  campaign: DemoCampaign,
  ids: ReadonlyMap<string, number>,
  now: Date,
  ago: (days: number) => Date
) {
  const over = ago(campaign.opened_days_ago - campaign.days - 1)
  if (over > now) return
  await client.query(
    `insert into campaign_closings (campaign_id, outcome, collected_cents, closed_at)
     select $1, case when sum(amount_cents) >= $2 then 'reached' else $3 end, sum(amount_cents), $4
       from gift_money where campaign_id = $1`,
    [ids.get(campaign.key), campaign.goal_cents, campaign.missed_goal, over]
  )
}
