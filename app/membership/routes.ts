import type { HttpRouterService } from '@adonisjs/core/types'
import { withPowerOrFounding } from '#people/power_guard'
import { signedIn } from '#shared/http/signed_in'

const membership = () => import('./pages/membership_controller.js')
const attestation = () => import('./pages/attestation_controller.js')
const checkCard = () => import('./pages/check_card_controller.js')
const dues = () => import('./dues/dues_controller.js')
const surplus = () => import('./dues/surplus_controller.js')
const claim = () => import('./dues/claim_controller.js')
const members = () => import('./register/members_controller.js')
const overrides = () => import('./register/overrides_controller.js')
const copies = () => import('./register/register_export_controller.js')
const renewalLink = () => import('./register/renewal_link_controller.js')
const resignation = () => import('./dues/resignation_controller.js')

export function membershipRoutes(router: HttpRouterService) {
  router
    .get('/membership/check/:code', [checkCard, 'handle'])
    .where('code', /^[A-Za-z0-9_-]{16,40}$/)
  router.get('/membership/renew/:token', [dues, 'show']).as('dues.renew')
  router.get('/membership/renew/:token/check', [dues, 'check']).as('dues.renew_check')
  router.post('/membership/renew/:token/orders', [dues, 'store']).as('dues.renew_order')
  router
    .group(() => {
      router.get('/membership', [membership, 'handle'])
      router.get('/membership/join', [dues, 'show'])
      router.get('/membership/join/check', [dues, 'check'])
      router.post('/membership/join/orders', [dues, 'store'])
      router.post('/membership/orders/:id/parts', [dues, 'nextPart'])
      router.post('/membership/surplus/:id/choice', [surplus, 'handle'])
      router.get('/membership/attestation.pdf', [attestation, 'handle'])
      router.get('/membership/claim', [claim, 'show'])
      router.post('/membership/claim', [claim, 'store'])
      router.get('/membership/claim/:token', [claim, 'confirm'])
      router.post('/membership/claim/:token', [claim, 'use'])
      router.get('/membership/resignation', [resignation, 'show'])
      router.post('/membership/resignation', [resignation, 'store'])
    })
    .use(signedIn)
  router
    .group(() => {
      router.get('/members', [members, 'index'])
      router.get('/members/register.csv', [copies, 'csv'])
      router.get('/members/register.ods', [copies, 'ods'])
      router.get('/members/attendance', [copies, 'attendance'])
      router.get('/members/accesses', [copies, 'accesses'])
    })
    .use(withPowerOrFounding('members.read'))
  router
    .group(() => {
      router.get('/members/new', [members, 'create'])
      router.post('/members', [members, 'store'])
      router.post('/members/:id/overrides', [overrides, 'store'])
      router
        .delete('/members/:id/overrides/:overrideId', [overrides, 'destroy'])
        .where('overrideId', { match: /^\d{1,15}$/, cast: Number })
      router.post('/members/:id/renewal-link', [renewalLink, 'handle'])
    })
    .use(withPowerOrFounding('members.keep'))
  router.get('/members/:id', [members, 'show']).use(withPowerOrFounding('members.read'))
}
