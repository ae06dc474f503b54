import type { HttpRouterService } from '@adonisjs/core/types'
import { signedIn } from '#shared/http/signed_in'
import { FORMATS } from './feed_format.js'

const publicFeed = () => import('./public_feed_controller.js')
const privateFeed = () => import('./private_feed_controller.js')
const feedAddresses = () => import('./feed_addresses_controller.js')

/** The same posts for feed readers, in each format. */
export function syndicationRoutes(router: HttpRouterService) {
  for (const format of Object.keys(FORMATS)) {
    router.get(`/feed.${format}`, [publicFeed, 'all']).as(`feed.${format}`)
    router
      .get(`/:handle/feed.${format}`, [publicFeed, 'person'])
      .where('handle', /^@[A-Za-z0-9_]{2,30}$/)
      .as(`feed.person.${format}`)
    router
      .get(`/feeds/:token/feed.${format}`, [privateFeed, 'handle'])
      .where('token', /^[A-Za-z0-9_-]{43}$/)
      .as(`feed.private.${format}`)
  }
  router
    .group(() => {
      router.get('/me/feeds', [feedAddresses, 'show'])
      router.post('/me/feeds', [feedAddresses, 'store'])
      router.delete('/me/feeds', [feedAddresses, 'destroy'])
    })
    .use(signedIn)
}
