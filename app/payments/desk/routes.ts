import type { HttpRouterService } from '@adonisjs/core/types'
import { withPower } from '#people/power_guard'

const payments = () => import('./payments_controller.js')

/** The treasurer's pages of what came in. */
export function deskRoutes(router: HttpRouterService) {
  router
    .group(() => {
      router.get('/payments', [payments, 'index'])
      router.get('/payments/:id', [payments, 'show'])
    })
    .use(withPower('treasury.keep'))
}
