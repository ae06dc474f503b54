import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { prepared } from '#shared/prepared'

/** Why money of a gift is counted, or no more. */
export type MoneyCause = 'paid' | 'failed' | 'refund' | 'dispute'

export interface Counting {
  giftId: number
  paymentId: number
  /** What is there of this payment for this gift, all told. */
  cents: number
  cause: MoneyCause
  /** Where money that comes in goes: a campaign, or the common fund (null). */
  campaignId: number | null
}

const FUNDS = {
  name: 'membership.gift_funds',
  text: `select campaign_id as "campaignId", sum(amount_cents)::bigint as cents from gift_money
    where gift_id = $1 and payment_id = $2 group by campaign_id
    order by campaign_id nulls last`,
}

const COUNT = {
  name: 'membership.count_gift_money',
  text: `insert into gift_money (gift_id, payment_id, campaign_id, amount_cents, cause, counted_at)
    values ($1, $2, $3, $4, $5, $6)`,
}

/** Whether money of this payment was ever counted for this gift. */
export async function wasCounted(
  giftId: number,
  paymentId: number,
  transaction: TransactionClientContract
): Promise<boolean> {
  return (await prepared(FUNDS, [giftId, paymentId], transaction)).length > 0
}

/**
 * Brings what is counted of a payment for a gift to what is there: the difference is added to its
 * fund, or taken from where the money is. Called twice with the same amount, it does nothing more.
 * Returns the difference, in cents.
 */
export async function countGiftMoney(
  counting: Counting,
  at: Date,
  transaction: TransactionClientContract
): Promise<number> {
  const { giftId, paymentId, cents, cause, campaignId } = counting
  const funds = await prepared<{ campaignId: number | null; cents: number }>(
    FUNDS,
    [giftId, paymentId],
    transaction
  )
  const difference = cents - funds.reduce((sum, fund) => sum + fund.cents, 0)
  const why = difference > 0 && cause !== 'paid' ? 'restored' : cause
  const add = (fund: number | null, amount: number) =>
    prepared(COUNT, [giftId, paymentId, fund, amount, why, at], transaction)
  if (difference > 0) await add(campaignId, difference)
  let toTake = Math.max(0, -difference)
  for (const fund of funds) {
    const taken = Math.min(fund.cents, toTake)
    if (taken > 0) await add(fund.campaignId, -taken)
    toTake -= taken
  }
  return difference
}
