/** Who listens to what, and what runs each job. */
import { TAKE_DEMO_FEE, takeDemoFee } from '#payments/demo/demo_fee_job'
import { SEND_DEMO_NOTICE, sendDemoNotice } from '#payments/demo/demo_notices'
import { READ_NOTICES } from '#payments/notices/inbox'
import { readNotices } from '#payments/notices/read_notices_job'
import { expireCheckout } from '#payments/paying/expire_checkout_job'
import { EXPIRE_CHECKOUT } from '#payments/scope'
import { CHANGE_SUBSCRIPTION, changeSubscriptionJob } from '#payments/recurring/change_subscription'
import { MAKE_REFUND } from '#payments/refunding/ask_refund'
import { makeRefund } from '#payments/refunding/make_refund_job'
import { handleJob } from '#shared/jobs/registry'
import { SEND_LETTER } from '#shared/outbox/outbox'
import { sendLetter } from '#shared/outbox/send_letter_job'
import { PREPARE_AVIF, PREPARE_PHOTO } from '#feed/photo_jobs'
import { PUBLISH_DRAFT, publishDraftJob } from '#feed/drafts/publish_draft'
import { prepareAvifJob, preparePhotoJob } from '#feed/prepare_photo_job'
import { listenToGifts } from '#letters/gift_letters'
import { listenToTheFeed } from '#letters/notification_listeners'
import { listenToMeasures } from '#letters/measure_letters'
import { listenToAppeals } from '#letters/appeal_letters'
import { listenToModeration } from '#letters/moderation_letters'
import { listenToKnownPhotos } from '#moderation/cases/known_photo_case'
import { listenToMandates } from '#letters/mandate_letters'
import { listenToMembership } from '#letters/membership_letters'
import { listenToShares } from '#letters/share_letters'
import { listenToPeople } from '#letters/people_letters'
import { listenToProxies } from '#letters/proxy_news'
import { listenToVotes } from '#letters/vote_letters'
import { listenToLostDues } from '#governance/roll/flag_rolls'

listenToPeople()
listenToMembership()
listenToMandates()
listenToMeasures()
listenToModeration()
listenToAppeals()
listenToKnownPhotos()
listenToTheFeed()
listenToGifts()
listenToShares()
listenToVotes()
listenToProxies()
listenToLostDues()

handleJob(READ_NOTICES, readNotices)
handleJob(EXPIRE_CHECKOUT, expireCheckout)
handleJob(MAKE_REFUND, makeRefund)
handleJob(CHANGE_SUBSCRIPTION, changeSubscriptionJob)
handleJob(SEND_DEMO_NOTICE, sendDemoNotice)
handleJob(TAKE_DEMO_FEE, takeDemoFee)
handleJob(SEND_LETTER, sendLetter)
handleJob(PUBLISH_DRAFT, publishDraftJob)
handleJob(PREPARE_PHOTO, preparePhotoJob)
handleJob(PREPARE_AVIF, prepareAvifJob)
