/** What happens by the clock (UTC), once over all nodes. */
import { schedule } from '#shared/jobs/schedule'
import { feedChain } from '#feed/feed_chain'
import { askForDueDrafts } from '#feed/drafts/publish_draft'
import { sweepOrphanPhotos } from '#feed/sweep_orphan_photos'
import { forgetExpired } from '#people/forget_expired'
import { sweepUploads } from '#web/uploads'

schedule('append_feed_chain', '* * * * *', () => feedChain.flush())
schedule('publish_due_drafts', '* * * * *', askForDueDrafts)
schedule('sweep_orphan_photos', '17 * * * *', sweepOrphanPhotos)
schedule('sweep_uploads', '31 * * * *', sweepUploads)
schedule('forget_expired', '43 3 * * *', forgetExpired)
