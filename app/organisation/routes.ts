import type { HttpRouterService } from '@adonisjs/core/types'
import { founderOnly } from './founder_guard.js'

const networkSettings = () => import('./network_settings_controller.js')
const foundingRule = () => import('./founding_rule_controller.js')

export function organisationRoutes(router: HttpRouterService) {
  router
    .group(() => {
      router.get('/settings/network', [networkSettings, 'show'])
      router.put('/settings/network', [networkSettings, 'update'])
      router.get('/rules/:key/edit', [foundingRule, 'show'])
      router.put('/rules/:key', [foundingRule, 'update'])
    })
    .use(founderOnly)
}
