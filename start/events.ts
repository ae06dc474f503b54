/** Who listens to what, and what runs each job. */
import { handleJob } from '#shared/jobs/registry'
import { SEND_LETTER } from '#shared/outbox/outbox'
import { sendLetter } from '#shared/outbox/send_letter_job'
import { PREPARE_AVIF, PREPARE_PHOTO } from '#feed/photo_jobs'
import { PUBLISH_DRAFT, publishDraftJob } from '#feed/drafts/publish_draft'
import { prepareAvifJob, preparePhotoJob } from '#feed/prepare_photo_job'
import { listenToGifts } from '#letters/gift_letters'
import { listenToTheFeed } from '#letters/notification_listeners'
import { listenToPeople } from '#letters/people_letters'

listenToPeople()
listenToTheFeed()
listenToGifts()

handleJob(SEND_LETTER, sendLetter)
handleJob(PUBLISH_DRAFT, publishDraftJob)
handleJob(PREPARE_PHOTO, preparePhotoJob)
handleJob(PREPARE_AVIF, prepareAvifJob)
