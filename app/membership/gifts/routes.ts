import type { HttpRouterService } from '@adonisjs/core/types'
import { withPower, withPowerOrFounding } from '#people/power_guard'
import { signedIn } from '#shared/http/signed_in'

const support = () => import('./support_controller.js')
const inKind = () => import('./in_kind_controller.js')
const myGifts = () => import('./my_gifts_controller.js')
const giftSurplus = () => import('./gift_surplus_controller.js')
const givers = () => import('./givers_controller.js')
const hiding = () => import('./gift_hiding_controller.js')
const decisions = () => import('./in_kind_decisions_controller.js')
const campaigns = () => import('../campaigns/campaigns_controller.js')
const closing = () => import('../campaigns/campaign_closing_controller.js')

export function giftRoutes(router: HttpRouterService) {
  router.get('/support', [support, 'show'])
  router.post('/support/gifts', [support, 'store'])
  router.get('/support/in-kind', [inKind, 'show'])
  router.post('/support/in-kind', [inKind, 'store'])
  router.get('/me/gifts', [myGifts, 'handle']).use(signedIn)
  router.post('/me/gifts/surplus/:id/choice', [giftSurplus, 'handle']).use(signedIn)
  router
    .group(() => {
      router.get('/support/campaigns/new', [campaigns, 'create'])
      router.post('/support/campaigns', [campaigns, 'store'])
      router.get('/support/campaigns/:slug/closing', [closing, 'show'])
      router.post('/support/campaigns/:slug/closing', [closing, 'store'])
      router.get('/treasury/gifts', [givers, 'index'])
      router.post('/treasury/gifts/:id/hiding', [hiding, 'handle'])
      router.get('/treasury/in-kind', [decisions, 'index'])
      router.post('/treasury/in-kind/:id/decision', [decisions, 'store'])
    })
    .use(withPowerOrFounding('treasury.keep'))
  router.get('/treasury/gifts/reads', [givers, 'reads']).use(withPower('members.read'))
  router.get('/support/campaigns/:slug', [campaigns, 'show'])
}
