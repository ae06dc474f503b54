import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { prepared } from '#shared/prepared'

export interface CampaignMoney {
  /** Counted for it now: what was paid less what went back. */
  collectedCents: number
  /** Given for it, and still on its way (a debit of some days). */
  pendingCents: number
}

const MONEY = {
  name: 'membership.campaign_money',
  text: `select
      (select coalesce(sum(amount_cents), 0)::bigint from gift_money where campaign_id = $1) as "collectedCents",
      (select coalesce(sum(l.amount_cents), 0)::bigint
         from gifts g
         join payment_lines l on l.kind = 'gift' and l.subject_id = g.id
         join payments p on p.intent_id = l.intent_id
        where g.campaign_id = $1 and p.state = 'pending') as "pendingCents"`,
}

/** What a campaign has and what is on its way to it, in cents. */
export async function moneyOf(
  campaignId: number,
  transaction?: TransactionClientContract
): Promise<CampaignMoney> {
  const [money] = await prepared<CampaignMoney>(MONEY, [campaignId], transaction)
  return money ?? { collectedCents: 0, pendingCents: 0 }
}
