import type { HttpRouterService } from '@adonisjs/core/types'
import { withOneOf, withPower } from '#people/power_guard'

const refunds = () => import('./refunds_controller.js')
const byHand = () => import('./hand_refunds_controller.js')
const withdrawal = () => import('./refund_withdrawal_controller.js')
const sync = () => import('./sync_controller.js')
const givenUp = () => import('./given_up_controller.js')
const payments = () => import('./payments_controller.js')

/** The treasurer's pages of what came in. */
export function deskRoutes(router: HttpRouterService) {
  router
    .group(() => {
      router.get('/payments', [payments, 'index'])
      router.get('/payments/:id', [payments, 'show'])
      router.post('/payments/:id/sync', [sync, 'handle'])
      router.post('/payments/:id/refunds', [refunds, 'store'])
      router.post('/refunds/:id/making', [byHand, 'store'])
      router.post('/refunds/:id/withdrawal', [withdrawal, 'store'])
      router.get('/payment-notices', [givenUp, 'index'])
      router.post('/payment-notices/:id/reading', [givenUp, 'store'])
    })
    .use(withPower('treasury.keep'))
  router
    .group(() => {
      router.get('/refunds', [refunds, 'index'])
      router.post('/refunds/:id/signatures', [refunds, 'sign'])
    })
    .use(withOneOf('treasury.keep', 'spend.sign'))
}
