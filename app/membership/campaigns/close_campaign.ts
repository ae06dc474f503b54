import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { parisDay } from '#shared/paris'
import { done, refused, type Result } from '#shared/result'
import { Campaign, holdCampaign } from './campaign.js'
import { endingNow, endingOf, type MissedGoal, type Outcome } from './campaign_outcome.js'
import { askCampaignRefunds } from './campaign_refunds.js'
import { moneyOf } from './campaign_money.js'

/** Someone's decision to close before the last day; null when the clock does it. */
export interface Closer {
  personId: number
  reason: string
}

/**
 * Ends a campaign and does with its money what was promised when it was opened. Refused when it is
 * closed already; by the clock, also while it is not over.
 */
export async function closeCampaign(
  campaign: Campaign,
  closer: Closer | null,
  at: Date
): Promise<Result<Outcome, 'closed_already' | 'not_over'>> {
  return db.transaction(async (transaction) => {
    await holdCampaign(campaign.id, 'alone', transaction)
    const { collectedCents, pendingCents } = await moneyOf(campaign.id, transaction)
    const standing = {
      goalCents: campaign.goalCents,
      collectedCents,
      pendingCents,
      missedGoal: campaign.missedGoal as MissedGoal,
      endsOn: campaign.endsOn,
      today: parisDay(at),
    }
    const outcome = closer ? endingNow(standing) : endingOf(standing)
    if (outcome === null) return refused('not_over')
    const rows = await transaction
      .table('campaign_closings')
      .knexQuery.insert({
        campaign_id: campaign.id,
        outcome,
        collected_cents: collectedCents,
        closed_by_id: closer?.personId ?? null,
        reason: closer?.reason ?? '',
        closed_at: at,
      })
      .onConflict('campaign_id')
      .ignore()
      .returning('campaign_id')
    if (rows.length === 0) return refused('closed_already')
    if (outcome === 'general_fund') await moveToCommonFund(campaign.id, at, transaction)
    if (outcome === 'refund') await askCampaignRefunds(campaign.id, null, at, transaction)
    return done(outcome)
  })
}

/** Closes every campaign whose last day is over; run by the clock, again and again. */
export async function closeEndedCampaigns(at: Date): Promise<void> {
  const ended = await Campaign.query()
    .where('endsOn', '<', parisDay(at))
    .whereRaw('not exists (select from campaign_closings c where c.campaign_id = campaigns.id)')
    .orderBy('endsOn')
  for (const campaign of ended) await closeCampaign(campaign, null, at)
}

async function moveToCommonFund(
  campaignId: number,
  at: Date,
  transaction: TransactionClientContract
) {
  await transaction.rawQuery(
    `with held as (
       select gift_id, payment_id, sum(amount_cents) as cents from gift_money
        where campaign_id = :campaignId group by gift_id, payment_id having sum(amount_cents) > 0
     )
     insert into gift_money (gift_id, payment_id, campaign_id, amount_cents, cause, counted_at)
     select gift_id, payment_id, fund, case when fund is null then cents else -cents end, 'moved',
            cast(:at as timestamptz)
       from held, unnest(array[cast(:campaignId as bigint), null]) as fund`,
    { campaignId, at }
  )
}
