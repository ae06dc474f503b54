import type { HttpRouterService } from '@adonisjs/core/types'
import { signedIn } from '#shared/http/signed_in'
import { demo } from '#config/installation'

const webhook = () => import('./notices/webhook_controller.js')
const pay = () => import('./paying/pay_controller.js')
const comingBack = () => import('./paying/return_controller.js')
const recurring = () => import('./recurring/recurring_controller.js')
const demoPay = () => import('./demo/demo_pay_controller.js')

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

export function paymentRoutes(router: HttpRouterService) {
  router.post('/webhooks/:provider', [webhook, 'handle']).where('provider', /^[a-z]{2,20}$/)
  router
    .group(() => {
      router.get('/pay/:intentId', [pay, 'show'])
      router.post('/pay/:intentId/attempts', [pay, 'store'])
      router.get('/pay/:intentId/return', [comingBack, 'handle'])
    })
    .where('intentId', UUID)
  router
    .group(() => {
      router.get('/me/recurring', [recurring, 'index'])
      router.get('/me/recurring/:id', [recurring, 'show'])
      router.put('/me/recurring/:id', [recurring, 'update'])
      router.post('/me/recurring/:id/means', [recurring, 'means'])
    })
    .use(signedIn)
  if (!demo) return
  router
    .group(() => {
      router.get('/demo-pay/:ref', [demoPay, 'show'])
      router.post('/demo-pay/:ref', [demoPay, 'store'])
    })
    .where('ref', /^demo_checkout_[0-9a-f-]{36}$/)
}
