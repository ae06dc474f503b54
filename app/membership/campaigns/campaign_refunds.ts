import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { prepared } from '#shared/prepared'
import { tell } from '#shared/wiring/events'

/** `campaigns.refund_due`: money of a campaign that promised to give it back is to go back. */
export interface RefundDue {
  campaignId: number
  paymentId: number
  amountCents: number
}

/** The name for ever of what goes back of a payment for a campaign. */
export function refundKey({ campaignId, paymentId }: Pick<RefundDue, 'campaignId' | 'paymentId'>) {
  return `campaign:${campaignId}:payment:${paymentId}`
}

const ASK = {
  name: 'membership.ask_campaign_refunds',
  text: `insert into campaign_refunds (campaign_id, payment_id, amount_cents, asked_at)
    select campaign_id, payment_id, sum(amount_cents), $3::timestamptz from gift_money
     where campaign_id = $1 and ($2::bigint is null or payment_id = $2)
     group by campaign_id, payment_id having sum(amount_cents) > 0
    on conflict do nothing returning payment_id as "paymentId", amount_cents as "amountCents"`,
}

/**
 * Asks that what the campaign holds go back to those who gave it (one payment's part, or all):
 * once per payment, however often it is called.
 */
export async function askCampaignRefunds(
  campaignId: number,
  paymentId: number | null,
  at: Date,
  transaction: TransactionClientContract
): Promise<void> {
  const rows = await prepared<{ paymentId: number; amountCents: number }>(
    ASK,
    [campaignId, paymentId, at],
    transaction
  )
  for (const row of rows) {
    const due: RefundDue = { campaignId, ...row }
    await tell({ name: 'campaigns.refund_due', at, ...due }, transaction)
  }
}

const UNHEARD = {
  name: 'membership.unheard_campaign_refunds',
  text: `select r.campaign_id as "campaignId", r.payment_id as "paymentId",
      least(r.amount_cents, h.cents)::bigint as "amountCents"
    from campaign_refunds r join payments p on p.id = r.payment_id
    join lateral (select sum(m.amount_cents) as cents from gift_money m
      where m.payment_id = r.payment_id and m.campaign_id = r.campaign_id) h on h.cents > 0
    where p.state in ('paid', 'partially_refunded')
      and not exists (select from refunds f where f.payment_id = r.payment_id and f.state in ('asked', 'pending'))
      and not exists (select from refunds f
        where f.idempotency_key = 'campaign:' || r.campaign_id || ':payment:' || r.payment_id)
    order by r.campaign_id, r.payment_id limit 500`,
}

/**
 * Asks again for what a campaign promised to give back and the payments never heard of: asked before
 * anyone listened, or refused during a dispute that was won since. Gives how many; run by the clock.
 */
export async function sweepCampaignRefunds(at: Date): Promise<number> {
  const rows = await prepared<RefundDue>(UNHEARD, [])
  for (const due of rows) {
    await db.transaction((transaction) =>
      tell({ name: 'campaigns.refund_due', at, ...due }, transaction)
    )
  }
  return rows.length
}

const PROGRESS = {
  name: 'membership.campaign_refund_progress',
  text: `select r.payment_id as "paymentId", r.amount_cents as "amountCents",
      coalesce((select sum(m.amount_cents) from gift_money m
         where m.payment_id = r.payment_id and m.campaign_id = r.campaign_id), 0)::bigint as "heldCents"
    from campaign_refunds r where r.campaign_id = $1 order by r.payment_id`,
}

/** How far the refunds that a campaign promised are: how many were asked, and which are still due. */
export async function refundProgress(campaignId: number) {
  const rows = await prepared<{ paymentId: number; amountCents: number; heldCents: number }>(
    PROGRESS,
    [campaignId]
  )
  return { asked: rows.length, due: rows.filter(({ heldCents }) => heldCents > 0) }
}
