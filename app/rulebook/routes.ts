import type { Router } from '@adonisjs/core/http'

const RulesController = () => import('./rules_controller.js')

/** The rule book's one page. */
export function rulebookRoutes(router: Router) {
  router.get('/rules', [RulesController, 'index']).as('rules')
}
