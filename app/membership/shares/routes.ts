import type { HttpRouterService } from '@adonisjs/core/types'
import { withOneOf, withPower } from '#people/power_guard'
import { signedIn } from '#shared/http/signed_in'
import { cooperativeOnly } from './cooperative_only.js'

const mine = () => import('./my_shares_controller.js')
const subscriptions = () => import('./share_subscriptions_controller.js')
const certificate = () => import('./share_certificate_controller.js')
const withdrawals = () => import('./share_withdrawals_controller.js')
const desk = () => import('./share_desk_controller.js')

export function shareRoutes(router: HttpRouterService) {
  router
    .group(() => {
      router.get('/membership/shares', [mine, 'handle'])
      router.get('/membership/shares/new', [subscriptions, 'create'])
      router.get('/membership/shares/check', [subscriptions, 'check'])
      router.post('/membership/shares/subscriptions', [subscriptions, 'store'])
      router.get('/membership/shares/subscriptions/:id', [subscriptions, 'show'])
      router.post('/membership/shares/subscriptions/:id/rest', [subscriptions, 'rest'])
      router.get('/membership/shares/certificate.pdf', [certificate, 'handle'])
      router.get('/membership/shares/withdrawals/new', [withdrawals, 'create'])
      router.post('/membership/shares/withdrawals', [withdrawals, 'store'])
    })
    .use([signedIn, cooperativeOnly])
  router
    .get('/treasury/shares', [desk, 'show'])
    .use([withOneOf('treasury.keep', 'spend.sign'), cooperativeOnly])
  router
    .post('/treasury/shares/withdrawals/:id/decision', [desk, 'decide'])
    .use([withPower('spend.sign'), cooperativeOnly])
  router
    .post('/treasury/shares/withdrawals/:id/repayment', [desk, 'repay'])
    .use([withPower('treasury.keep'), cooperativeOnly])
}
