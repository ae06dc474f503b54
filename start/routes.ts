import router from '@adonisjs/core/services/router'
import { syndicationRoutes } from '#feed/feeds/routes'
import { proofRoutes } from '#feed/proof/routes'
import { feedRoutes } from '#feed/routes'
import { governanceRoutes } from '#governance/routes'
import { lettersRoutes } from '#letters/routes'
import { giftRoutes } from '#membership/gifts/routes'
import { shareRoutes } from '#membership/shares/routes'
import { membershipRoutes } from '#membership/routes'
import { moderationRoutes } from '#moderation/routes'
import { organisationRoutes } from '#organisation/routes'
import { paymentRoutes } from '#payments/routes'
import { offlineRoutes } from '#payments/offline/routes'
import { deskRoutes } from '#payments/desk/routes'
import { peopleRoutes } from '#people/routes'
import { rulebookRoutes } from '#rulebook/routes'
import { treasuryRoutes } from '#treasury/routes'
import { webRoutes } from '#web/routes'

router.where('id', { match: /^\d{1,15}$/, cast: Number })
router.where('key', { match: /^[A-Za-z0-9_.-]{3,64}$/ })
router.where('slug', { match: /^[a-z0-9-]{1,100}$/ })
router.where('photoId', { match: /^\d{1,15}$/, cast: Number })

rulebookRoutes(router)
webRoutes(router)
organisationRoutes(router)
peopleRoutes(router)
deskRoutes(router)
offlineRoutes(router)
paymentRoutes(router)
syndicationRoutes(router)
proofRoutes(router)
feedRoutes(router)
governanceRoutes(router)
moderationRoutes(router)
lettersRoutes(router)
giftRoutes(router)
shareRoutes(router)
membershipRoutes(router)
treasuryRoutes(router)
