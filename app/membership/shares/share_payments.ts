import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { GivenBackTold, PaymentTold } from '#payments/payment_events'
import { tell } from '#shared/wiring/events'
import { allotMoney } from '../allot_money.js'
import { countShareMoney, wasCounted, type ShareCause } from './share_money.js'
import { ShareSubscription } from './share_subscription.js'
import { settleWithdrawals } from './settle_withdrawals.js'

interface Part {
  subscription: ShareSubscription
  cents: number
}

/** The money is there: the shares are credited once, and whoever waits for theirs back may follow. */
export async function sharesPaid(told: PaymentTold, transaction: TransactionClientContract) {
  for (const part of await partsOf(told, told.grossCents, transaction)) {
    await count(told, part, 'paid', transaction)
  }
}

/** Paid a second time: no form was signed for it, so that it goes back. */
export async function sharesSurplus(told: PaymentTold, transaction: TransactionClientContract) {
  for (const { cents } of await partsOf(told, told.grossCents, transaction)) {
    await giveBack(told, cents, transaction)
  }
}

/** A payment failed after all: its shares are taken back. */
export async function sharesFailed(told: PaymentTold, transaction: TransactionClientContract) {
  await recount(told, 0, 'failed', transaction)
}

/** Money went back, or came back after all: the shares follow what is left. */
export async function sharesGivenBack(told: GivenBackTold, transaction: TransactionClientContract) {
  await recount(told, Math.max(0, told.grossCents - told.backCents), told.cause, transaction)
}

async function recount(
  told: PaymentTold,
  left: number,
  cause: ShareCause,
  transaction: TransactionClientContract
) {
  for (const part of await partsOf(told, left, transaction)) {
    // A surplus payment never counted; what goes back of it takes nothing away.
    if (!(await wasCounted(part.subscription.id, told.paymentId, transaction))) continue
    await count(told, part, cause, transaction)
  }
}

async function partsOf(
  told: PaymentTold,
  cents: number,
  transaction: TransactionClientContract
): Promise<Part[]> {
  const allotted = allotMoney(told.lines, cents)
  const parts: Part[] = []
  for (const [index, line] of told.lines.entries()) {
    if (line.kind !== 'share') continue
    const subscription = await ShareSubscription.find(line.subjectId, { client: transaction })
    // Money that came is written down in any case: a line of no form only counts for none.
    if (subscription) parts.push({ subscription, cents: allotted[index] ?? 0 })
  }
  return parts
}

async function count(
  told: PaymentTold,
  { subscription, cents }: Part,
  cause: ShareCause,
  transaction: TransactionClientContract
) {
  const { at, paymentId, personId, payerName, payerEmail, locale } = told
  const counting = { subscriptionId: subscription.id, paymentId, cents, cause }
  const counted = await countShareMoney(counting, at, transaction)
  if (cause === 'paid') await giveBack(told, counted.tooMuchCents, transaction)
  if (counted.cents === 0) return
  const said = { at, paymentId, personId, payerName, payerEmail, locale }
  const { id: subscriptionId, memberId } = subscription
  const what = { subscriptionId, memberId, cents: counted.cents, shares: counted.shares }
  const name = counted.cents > 0 ? 'shares.counted' : 'shares.taken_back'
  await tell({ name, ...said, ...what, cause }, transaction)
  if (counted.shares > 0) await settleWithdrawals(at, transaction)
}

/** `shares.refund_due`: more than was asked came; the wiring asks the payments room for its refund. */
async function giveBack(
  told: PaymentTold,
  amountCents: number,
  transaction: TransactionClientContract
) {
  if (amountCents === 0) return
  const { at, paymentId, personId, payerName, payerEmail, locale } = told
  const said = { at, paymentId, personId, payerName, payerEmail, locale }
  await tell({ name: 'shares.refund_due', ...said, amountCents }, transaction)
}
