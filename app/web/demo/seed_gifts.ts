import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { Client } from 'pg'
import { Campaign } from '#membership/campaigns/campaign'
import { Gift } from '#membership/gifts/gift'
import type { Person } from '#people/person'
import { parisDay } from '#shared/paris'
import { demoGifts, type DemoCampaign, type DemoGift } from './demo_files.js'
import { inserted } from './inserted.js'
import type { Money } from './seed_money.js'
import { offerInKind } from './seed_in_kind.js'

const DAY = 86_400_000

type PersonOf = (key: string) => Person

/** The demo's campaigns, what was given to them and to the common fund, and gifts in kind. */
export async function planGifts(
  { timeline, bank, personOf }: Money,
  client: Client,
  transaction: TransactionClientContract
): Promise<void> {
  const { campaigns, gifts, in_kind: inKind } = await demoGifts()
  const ago = (days: number) => new Date(timeline.now.getTime() - days * DAY)
  const opened = new Map<string, Campaign>()
  for (const campaign of campaigns) {
    const id = await openCampaign(client, campaign, ago, personOf)
    opened.set(campaign.key, await Campaign.findOrFail(id, { client: transaction }))
    const over = ago(campaign.opened_days_ago - campaign.days - 1)
    timeline.add(over, () => close(client, campaign, id, over))
  }
  for (const gift of gifts) {
    const campaign = gift.campaign === null ? null : (opened.get(gift.campaign) ?? null)
    const at = ago(gift.days_ago)
    timeline.add(at, async () => {
      const intent = await give(gift, { campaign, personOf, at }, transaction)
      await bank.pay(intent, { means: 'card' }, at)
    })
  }
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
  gift: DemoGift,
  { campaign, personOf, at }: { campaign: Campaign | null; personOf: PersonOf; at: Date },
  transaction: TransactionClientContract
) {
  const giver = gift.giver ? personOf(gift.giver) : null
  const name = giver?.name ?? gift.name ?? ''
  const offer = {
    personId: giver?.id ?? null,
    payer: { name, email: giver?.email ?? null, locale: giver?.locale ?? 'fr' },
    campaign,
    amountCents: gift.cents,
    schedule: gift.monthly ? ('month' as const) : ('once' as const),
    publicName: gift.named ? name : null,
    words: gift.words ?? '',
  }
  const offered = await Gift.offer(offer, at, transaction)
  if (!offered.ok) throw new Error(`The gift of ${name} is refused: ${offered.refusal}`)
  return offered.value.intent
}

/** As the day after its last one finds it. */
async function close(client: Client, campaign: DemoCampaign, id: number, at: Date) {
  await client.query(
    `insert into campaign_closings (campaign_id, outcome, collected_cents, closed_at)
     select $1, case when sum(amount_cents) >= $2 then 'reached' else $3 end, sum(amount_cents), $4
       from gift_money where campaign_id = $1`,
    [id, campaign.goal_cents, campaign.missed_goal, at]
  )
}
