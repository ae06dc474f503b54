import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { GivenBackTold, PaymentTold } from '#payments/payment_events'
import { tell } from '#shared/wiring/events'
import { coverPeriod, linksOf } from '../dues/cover.js'
import { countGift } from '../gifts/gift_payments.js'
import { Gift } from '../gifts/gift.js'
import type { MoneyCause } from '../gifts/gift_money.js'
import { Member } from '../register/member.js'
import { claimsOf, type Claim } from './claims.js'
import { leftOfSurplus } from './left_of_surplus.js'

/** The money of a payment came (again): what was made of what came twice stands. */
export function surplusPaid(told: PaymentTold, transaction: TransactionClientContract) {
  return settle(told, 0, 'paid', transaction)
}

/** It did not come after all: nothing made of it stands. */
export function surplusFailed(told: PaymentTold, transaction: TransactionClientContract) {
  return settle(told, told.grossCents, 'failed', transaction)
}

/** Money went back, or came back: the gift or the period that was made of it follows. */
export function surplusGivenBack(told: GivenBackTold, transaction: TransactionClientContract) {
  return settle(told, told.backCents, told.cause, transaction)
}

async function settle(
  told: PaymentTold,
  backCents: number,
  cause: MoneyCause,
  transaction: TransactionClientContract
) {
  const claims = await claimsOf(told.paymentId, transaction)
  const { left } = leftOfSurplus(claims, backCents)
  for (const [index, claim] of claims.entries()) {
    const cents = left[index] ?? 0
    if (claim.choice === 'gift' && claim.giftId !== null) {
      const gift = await Gift.findOrFail(claim.giftId, { client: transaction })
      await countGift(told, { gift, cents }, cause, transaction)
    }
    if (claim.choice === 'next_period') await coverKept(told, claim, cents, cause, transaction)
  }
}

async function coverKept(
  told: PaymentTold,
  { memberId }: Claim,
  cents: number,
  cause: MoneyCause,
  transaction: TransactionClientContract
) {
  if (memberId === null) return
  await Member.hold([memberId], transaction)
  const { at, paymentId, personId, payerName, payerEmail, locale } = told
  for (const link of await linksOf(paymentId, transaction)) {
    if (link.memberId !== memberId || link.cancelled) continue
    const cover = { periodId: link.periodId, paymentId, cents, cause }
    const difference = await coverPeriod(cover, at, transaction)
    if (difference >= 0 || cents > 0) continue
    const said = { at, paymentId, personId, payerName, payerEmail, locale, memberId, cause }
    await tell({ name: 'membership.uncovered', ...said }, transaction)
  }
}
