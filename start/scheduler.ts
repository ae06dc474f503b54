/** What happens by the clock (UTC), once over all nodes. */
import { expirePersonalData } from '#shared/wiring/personal_data'
import { askForDueNotices, purgeNotices } from '#payments/notices/inbox'
import { reconcileAll } from '#payments/reconciling/reconcile'
import { askForUnmadeRefunds } from '#payments/refunding/make_refund_job'
import { sweepOfflineOrders } from '#payments/offline/sweep_orders'
import { schedule } from '#shared/jobs/schedule'
import { remindVotes } from '#letters/remind_votes'
import { keepVotes } from '#governance/closing/close'
import { keepMandates } from '#governance/mandates/keep_mandates'
import { feedChain } from '#feed/feed_chain'
import { closeEndedCampaigns } from '#membership/campaigns/close_campaign'
import { sweepCampaignRefunds } from '#membership/campaigns/campaign_refunds'
import { clock } from '#shared/clock'
import { askForDueDrafts } from '#feed/drafts/publish_draft'
import { sweepOrphanPhotos } from '#feed/sweep_orphan_photos'
import { remindDues } from '#membership/dues/remind_dues'
import { forgetExpired } from '#people/forget_expired'
import { forgetModeration, keepModeration } from '#moderation/keeping/keep_moderation'
import { countRecipients } from '#moderation/transparency/count_recipients'
import { keepBooks } from '#treasury/postings/keep_books'
import { sweepUploads } from '#web/uploads'

schedule('append_feed_chain', '* * * * *', () => feedChain.flush())
schedule('publish_due_drafts', '* * * * *', askForDueDrafts)
schedule('keep_votes', '* * * * *', () => keepVotes(clock.now()))
schedule('remind_votes', '*/10 * * * *', () => remindVotes(clock.now()))
schedule('ask_for_due_notices', '* * * * *', () => askForDueNotices(clock.now()))
schedule('reconcile_payments', '*/15 * * * *', reconcileAll)
schedule('keep_books', '*/5 * * * *', async () => void (await keepBooks(clock.now())))
schedule('ask_for_unmade_refunds', '11 * * * *', async () => {
  await askForUnmadeRefunds(clock.now())
})
schedule('purge_notices', '53 3 * * *', () => purgeNotices(clock.now()))
schedule('sweep_offline_orders', '37 4 * * *', () => sweepOfflineOrders(clock.now()))
schedule('sweep_orphan_photos', '17 * * * *', sweepOrphanPhotos)
schedule('sweep_uploads', '31 * * * *', sweepUploads)
schedule('forget_expired', '43 3 * * *', forgetExpired)
schedule('expire_personal_data', '53 3 * * *', async () => {
  await expirePersonalData(clock.now())
})
schedule('close_ended_campaigns', '7 * * * *', () => closeEndedCampaigns(clock.now()))
schedule('sweep_campaign_refunds', '23 * * * *', async () => {
  await sweepCampaignRefunds(clock.now())
})
schedule('keep_moderation', '* * * * *', () => keepModeration(clock.now()))
schedule('forget_moderation', '47 3 * * *', () => forgetModeration(clock.now()))
schedule('count_recipients', '5 4 * * *', () => countRecipients(clock.now()))
// In the morning of Niort, when people read their mail.
schedule('keep_mandates', '41 6 * * *', () => keepMandates(clock.now()))
schedule('remind_dues', '37 6 * * *', async () => void (await remindDues()))
