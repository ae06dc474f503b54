/**
 * What a payment's change of state does in membership and treasury, inside the transaction that
 * applies it.
 */
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { refundKey, type RefundDue } from '#membership/campaigns/campaign_refunds'
import type { SurplusRefund } from '#membership/surplus/surplus_refund'
import { neverLessThan } from '#payments/recurring/least_amount'
import { alsoExamine, none } from '#payments/reconciling/examine'
import { askRefund } from '#payments/refunding/ask_refund'
import { listenInTransaction } from '#shared/wiring/events'
import {
  duesFailed,
  duesGivenBack,
  duesPaid,
  duesPending,
  duesSurplus,
} from '#membership/dues/dues_payments'
import { leastDues } from '#membership/dues/least_dues'
import { giftsSurplus } from '#membership/gifts/gift_surplus'
import { giftsFailed, giftsGivenBack, giftsPaid } from '#membership/gifts/gift_payments'
import {
  sharesFailed,
  sharesGivenBack,
  sharesPaid,
  sharesSurplus,
} from '#membership/shares/share_payments'
import { surplusFailed, surplusGivenBack, surplusPaid } from '#membership/surplus/settle_surplus'
import { countUnwritten, differentAccounts } from '#treasury/ledger/unwritten'
import { clock } from '#shared/clock'
import { postIntent } from '#treasury/postings/post_facts'
import { postVolunteerHours, type VolunteerHours } from '#treasury/postings/volunteer_hours'
import { countUnsettledSurplus } from '#membership/surplus/unsettled_surplus'
import { bookInTransaction } from '#rulebook/rule_book'
import type { GivenBackTold, PaymentEventName, PaymentTold } from '#payments/payment_events'

const on = <Told extends PaymentTold>(
  name: PaymentEventName,
  effect: (told: Told, transaction: TransactionClientContract) => Promise<void>
) =>
  listenInTransaction(name, (event, transaction) => effect(event as unknown as Told, transaction))

// A gift on its way counts nowhere yet: it is read from the payments where it is shown.
on('payments.paid', giftsPaid)
on('payments.surplus', giftsSurplus)
on('payments.failed', giftsFailed)
on<GivenBackTold>('payments.given_back', giftsGivenBack)

// A rule of the book asks for it, so that nobody need sign.
listenInTransaction('campaigns.refund_due', async (event, transaction) => {
  const { campaignId, paymentId, amountCents, at } = event as unknown as RefundDue & { at: Date }
  const key = refundKey({ campaignId, paymentId })
  const asked = { paymentId, amountCents, reason: '', askedById: null, key }
  await askRefund(asked, 0, at, transaction)
})

// Below the rule's amount it goes back at once; from there on two mandates sign.
listenInTransaction('membership.surplus_refund', async (event, transaction) => {
  const { of, surplusId, paymentId, amountCents, personId, at } = event as unknown as SurplusRefund
  const from = (await bookInTransaction(transaction, at)).value('treasury.two_signatures_from')
  const key = `surplus:${of}:${surplusId}`
  const asked = { paymentId, amountCents, reason: '', askedById: personId, byPayer: true, key }
  const result = await askRefund(asked, from, at, transaction)
  if (!result.ok) throw new Error(`The surplus of ${paymentId} cannot go back: ${result.refusal}`)
})

on('payments.pending', duesPending)
on('payments.paid', duesPaid)
on('payments.surplus', duesSurplus)
on('payments.failed', duesFailed)
on<GivenBackTold>('payments.given_back', duesGivenBack)

on('payments.paid', sharesPaid)
on('payments.surplus', sharesSurplus)
on('payments.failed', sharesFailed)
on<GivenBackTold>('payments.given_back', sharesGivenBack)

// No form was signed for it: it goes back as it came, and nobody need sign.
listenInTransaction('shares.refund_due', async (event, transaction) => {
  const { paymentId, amountCents, at } = event as unknown as RefundDue & { at: Date }
  const key = `shares:payment:${paymentId}`
  const asked = { paymentId, amountCents, reason: '', askedById: null, key }
  await askRefund(asked, 0, at, transaction)
})

// After the dues, which say what of a payment came once too often.
on('payments.paid', surplusPaid)
on('payments.surplus', surplusPaid)
on('payments.failed', surplusFailed)
on<GivenBackTold>('payments.given_back', surplusGivenBack)

// Last of all: each cent that moved and each that counts is written by now.
listenInTransaction('payments.applied', async ({ at, intentId }, transaction) => {
  await postIntent(String(intentId), at, transaction)
})

// Hours of the rota, told by whoever keeps them, are a contribution in kind at the rate voted.
listenInTransaction('rota.hours', async (event, transaction) => {
  await postVolunteerHours(event as unknown as VolunteerHours, transaction)
})

// Less than that each month would make nobody a member.
neverLessThan(leastDues)

// Which of it was kept, and as what, the payments do not know.
alsoExamine(async () => {
  const count = await countUnsettledSurplus()
  return none('payments that cover nothing', count, 'paid twice: not yet kept, nor given back')
})

// A fact taken off its list without an entry would be money that nobody sees.
alsoExamine(async () => {
  const count = await countUnwritten(clock.now())
  return none(
    'facts without an entry',
    count,
    'waiting for the books for an hour: is the worker running?'
  )
})

alsoExamine(async () => {
  const different = await differentAccounts()
  const said = different.map(
    ({ provider, cents }) => `${provider} by ${(cents / 100).toFixed(2)} €`
  )
  return {
    name: 'books and providers',
    well: said.length === 0,
    detail: said.join(', ') || 'the same to the cent',
  }
})
