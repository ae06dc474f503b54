import { aMandateOf, aSessionOf, someone, someoneWith } from '#tests/support/cast'
import { aCampaign, aGift, aGiftInKind, aGiftSurplus } from '#tests/support/gifts'
import { theFounder } from '#tests/support/founder'
import {
  aComment,
  aDraft,
  aJoinRequest,
  anInvitation,
  aPhotoOf,
  aPlace,
  aPost,
} from '#tests/support/feed_factory'
import { aWordFilter } from '#tests/support/word_filter'
import {
  aDemoCheckout,
  aNoticeGivenUp,
  anIntent,
  aPaymentOf,
  aSubscriptionOf,
  aWaitingRefund,
} from '#tests/support/payments'
import { aMembership } from '#tests/support/membership_stage'
import { aCashReceipt, aChequeDeposit, anOrderBy, theAccount } from '#tests/support/offline'
import { memberOf, noon, paysDues, yesterday } from '#tests/support/dues'
import { aBudgetDiscussed, anElectionDiscussed } from '#tests/support/put_to_the_vote'
import { aBookedBill } from '#tests/support/bills'
import { stagedCases } from '#tests/support/moderation/stage_cases'
import { aPasskey } from '#tests/support/passkeys'
import type { Caller } from '../functional/web/access_matrix.js'

/** The objects that the addresses speak of; all belong to `owner`. */
export async function stage() {
  const owner = await theFounder()
  const post = await aPost(owner, { visibility: 'signed_in' })
  const photo = await aPhotoOf(post)
  const comment = await aComment(post, owner)
  const draft = await aDraft(owner)
  const invitation = await anInvitation(owner)
  const request = await aJoinRequest()
  const stranger = await someone('Driss')
  const filter = await aWordFilter(owner)
  const { passkey } = await aPasskey(owner)
  const place = await aPlace('Niort')
  const intent = await anIntent({ personId: owner.id })
  const payment = await aPaymentOf(intent)
  const checkout = await aDemoCheckout()
  const givenUp = await aNoticeGivenUp()
  await theAccount()
  const transfer = await anOrderBy('transfer')
  const cheque = await anOrderBy('cash_cheque')
  const cash = await aCashReceipt(stranger)
  const deposit = await aChequeDeposit(stranger)
  const subscription = await aSubscriptionOf(owner)
  const refund = await aWaitingRefund(payment, await someone('Solène'))
  const session = await aSessionOf(owner)
  const campaign = await aCampaign()
  const gift = await aGift({ campaign, person: owner })
  const inKind = await aGiftInKind(owner)
  const surplus = await aGiftSurplus(owner)
  const membership = await aMembership(owner)
  const booked = await aBookedBill(stranger)
  const treasurer = await someoneWith('treasurer')
  await paysDues(await memberOf(treasurer, noon(yesterday())), yesterday())
  const mandate = await aMandateOf(owner, 'coordinator')
  const election = await anElectionDiscussed(owner, treasurer)
  const budget = await aBudgetDiscussed(owner)
  const cases = await stagedCases(owner)
  const callers: Record<Caller, { id: number } | null> = {
    visitor: null,
    account: await someone('Bastien'),
    owner,
    moderator: await someoneWith('moderator'),
    treasurer,
    board: await someoneWith('board'),
  }
  const address = (pattern: string) => {
    const ids: Record<string, string | number> = {
      '/posts/:id': post.id,
      '/comments/:id': comment,
      '/drafts/:id': draft.id,
      '/invitations/:id': invitation.id,
      '/join-requests/:id': request.id,
      '/people/:id': stranger.id,
      '/me/filters/:id': filter,
      '/sessions/:id': session,
      '/passkeys/:id': passkey.id,
      '/treasury/gifts/:id': gift.id,
      '/treasury/in-kind/:id': inKind.id,
      '/treasury/drafts/:id': booked.draftId,
      '/payments/:id': payment,
      '/payment-notices/:id': givenUp,
      '/refunds/:id': refund,
      '/receipts/:id': cash,
      '/cheque-deposits/:id': deposit,
      '/me/recurring/:id': subscription,
      '/membership/orders/:id': membership.orderId,
      '/membership/shares/subscriptions/:id': membership.shareFormId,
      '/treasury/shares/withdrawals/:id': membership.shareWithdrawalId,
      '/me/gifts/surplus/:id': surplus.id,
      '/membership/surplus/:id': membership.surplusId,
      '/members/:id': membership.entry.id,
      '/decide/:id/projects': budget.id,
      '/decide/:id': election.id,
      '/mandates/:id': mandate.id,
      '/moderation/cases/:id': cases.waiting,
      '/moderation/decisions/:id': cases.decisionId,
      '/moderation/appeals/:id': cases.appealId,
      '/moderation/juries/:id': cases.appealId,
      '/moderation/mine/reports/:id': cases.report,
    }
    const prefix = Object.keys(ids).find((start) => pattern.startsWith(start))
    return pattern
      .replace(':id', String(prefix ? ids[prefix] : 1))
      .replace('/ballots/:format', '/ballots/csv')
      .replace('/exports/:year/:format', `/exports/${booked.year}/fec`)
      .replace(':year/:number', `${booked.year}/${booked.number}`)
      .replace(':year', String(booked.year))
      .replace(':sha256', booked.sha256)
      .replace('accounts/:code', 'accounts/6135')
      .replace(':intentId/transfer', `${transfer.intentId}/transfer`)
      .replace(':intentId/cash_cheque', `${cheque.intentId}/cash_cheque`)
      .replace(':intentId', intent.id)
      .replace('/by-hand/:ref', `/by-hand/${transfer.ref}`)
      .replace(':ref', checkout)
      .replace(':provider', 'demo')
      .replace(':photoId', String(photo.id))
      .replace('/development/results/:key', '/development/results/moderators')
      .replace(':key', pattern.startsWith('/rules') ? 'feed.photos_per_post' : photo.key)
      .replace(':variant', '320.webp')
      .replace('renew/:token', `renew/${membership.renewToken}`)
      .replace('claim/:token', `claim/${membership.claimToken}`)
      .replace('reports/:token', `reports/${cases.receipt}`)
      .replace(':token', 'x'.repeat(43))
      .replace(':projectId', String(budget.projectId))
      .replace(':proxyId', '1')
      .replace(':amendmentId', String(election.amendmentId))
      .replace('/new/:kind', '/new/consultation')
      .replace(':overrideId', String(membership.overrideId))
      .replace(':code', membership.member.checkCode)
      .replace(':file', 'nothing.css')
      .replace(':number', '1')
      .replace(':slug', pattern.startsWith('/support') ? campaign.slug : place.slug)
      .replace(':tag', 'fete')
      .replace('/:handle', `/@${owner.handle}`)
  }
  return { callers, address }
}
