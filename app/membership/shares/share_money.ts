import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { prepared } from '#shared/prepared'
import { sharesStanding, type Subscribed } from './share_amounts.js'
import { holdCapital } from './share_capital.js'

/** Why shares are credited, or no more. */
export type ShareCause = 'paid' | 'failed' | 'refund' | 'dispute'

export interface Counted {
  /** What the payment moved, in cents; zero when it was counted already. */
  cents: number
  /** How many shares came (or, negative, went) with it. */
  shares: number
  /** What of the payment is more than was left to pay. */
  tooMuchCents: number
}

const SUBSCRIBED = {
  name: 'membership.share_subscribed',
  text: `select s.shares, s.share_cents as "shareCents",
      (select coalesce(sum(amount_cents), 0)::bigint from share_money where subscription_id = s.id) as "paidCents",
      (select coalesce(sum(amount_cents), 0)::bigint from share_money
        where subscription_id = s.id and payment_id = $2) as "byPayment",
      (select coalesce(-sum(shares), 0)::int from share_movements
        where subscription_id = s.id and cause = 'withdrawn') as withdrawn,
      (select coalesce(sum(shares), 0)::int from share_movements where subscription_id = s.id) as standing
    from share_subscriptions s where s.id = $1`,
}

const COUNT = {
  name: 'membership.count_share_money',
  text: `insert into share_money (subscription_id, payment_id, amount_cents, counted_at) values ($1, $2, $3, $4)`,
}

const MOVE = {
  name: 'membership.move_shares',
  text: `insert into share_movements (subscription_id, shares, cause, counted_at) values ($1, $2, $3, $4)`,
}

/**
 * Brings what is counted of a payment for a form to what is there of it, and the shares to what
 * that gives. Called twice with the same amount, it does nothing more.
 */
export async function countShareMoney(
  counting: { subscriptionId: number; paymentId: number; cents: number; cause: ShareCause },
  at: Date,
  transaction: TransactionClientContract
): Promise<Counted> {
  const { subscriptionId, paymentId, cents, cause } = counting
  await holdCapital(transaction)
  const [before] = await prepared<Subscribed & { byPayment: number; standing: number }>(
    SUBSCRIBED,
    [subscriptionId, paymentId],
    transaction
  )
  if (!before) throw new Error(`There is no share subscription ${subscriptionId}`)
  const { shares, shareCents, paidCents, byPayment, standing } = before
  const kept = Math.min(cents, shares * shareCents - (paidCents - byPayment))
  const difference = kept - byPayment
  if (difference !== 0) {
    await prepared(COUNT, [subscriptionId, paymentId, difference, at], transaction)
  }
  const moved = sharesStanding({ ...before, paidCents: paidCents + difference }) - standing
  if (moved !== 0) {
    const why = moved < 0 ? cause : cause === 'paid' ? 'paid' : 'restored'
    await prepared(MOVE, [subscriptionId, moved, why, at], transaction)
  }
  return { cents: difference, shares: moved, tooMuchCents: cents - kept }
}

/** Whether money of this payment was ever counted for this form. */
export async function wasCounted(
  subscriptionId: number,
  paymentId: number,
  transaction: TransactionClientContract
): Promise<boolean> {
  const row = await transaction
    .from('share_money')
    .where({ subscription_id: subscriptionId, payment_id: paymentId })
    .first()
  return row !== null
}
