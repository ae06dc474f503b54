import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { prepared } from '#shared/prepared'
import { tell } from '#shared/wiring/events'
import { takeOldest } from './share_amounts.js'
import { capitalAt, holdCapital } from './share_capital.js'
import { holdingsOf } from './share_holdings.js'

/** Accepted, not done yet, in the order in which they were asked; of members who hold some still. */
const QUEUE = {
  name: 'membership.share_queue',
  text: `select w.id, w.member_id as "memberId", w.shares from share_withdrawals w
      join share_withdrawal_decisions d on d.withdrawal_id = w.id and d.accepted
    where not exists (select from share_movements m where m.withdrawal_id = w.id)
      and share_holding(w.member_id) > 0
    order by w.asked_at, w.id`,
}

const WITHDRAW = {
  name: 'membership.withdraw_shares',
  text: `insert into share_movements (subscription_id, withdrawal_id, shares, cause, counted_at)
    values ($1, $2, $3, 'withdrawn', $4)`,
}

/**
 * Takes out of the capital the shares of accepted withdrawals, first come first served, as long as
 * it stays above its floor: at the first that does not fit, the others wait behind it. The floor is
 * that of code de commerce, art. L231-5, and of the loi du 10 septembre 1947, art. 13; the order of
 * asking is the one that statutes of SCIC set. What is then owed is paid by the treasury.
 */
export async function settleWithdrawals(
  at: Date,
  transaction: TransactionClientContract
): Promise<void> {
  await holdCapital(transaction)
  const waiting = await prepared<{ id: number; memberId: number; shares: number }>(
    QUEUE,
    [],
    transaction
  )
  for (const { id, memberId, shares } of waiting) {
    const taken = takeOldest(await holdingsOf(memberId, transaction), shares)
    const nominal = taken.reduce((sum, one) => sum + one.nominalCents, 0)
    const capital = await capitalAt(at, transaction)
    if (capital.subscribedCents - nominal < capital.floorCents) return
    for (const one of taken) {
      await prepared(WITHDRAW, [one.subscriptionId, id, -one.shares, at], transaction)
    }
    await tell({ name: 'shares.withdrawn', at, withdrawalId: id, memberId }, transaction)
  }
}
