import router from '@adonisjs/core/services/router'
import { feedRoutes } from '#feed/routes'
import { peopleRoutes } from '#people/routes'
import { rulebookRoutes } from '#rulebook/routes'
import { webRoutes } from '#web/routes'

router.where('id', { match: /^\d{1,15}$/, cast: Number })
router.where('photoId', { match: /^\d{1,15}$/, cast: Number })

webRoutes(router)
rulebookRoutes(router)
peopleRoutes(router)
feedRoutes(router)
