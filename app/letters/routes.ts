import type { HttpRouterService } from '@adonisjs/core/types'
import { signedIn } from '#shared/http/signed_in'

const notifications = () => import('./notifications_controller.js')

export function lettersRoutes(router: HttpRouterService) {
  router
    .group(() => {
      router.get('/notifications', [notifications, 'index'])
      router.post('/notifications/reading', [notifications, 'read'])
    })
    .use(signedIn)
}
