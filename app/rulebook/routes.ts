import type { Router } from '@adonisjs/core/http'

const RulesController = () => import('./rules_controller.js')
const RulesDifferenceController = () => import('./rules_difference_controller.js')

/** The rule book's pages that need nobody's name. */
export function rulebookRoutes(router: Router) {
  router.get('/rules', [RulesController, 'index']).as('rules')
  router.get('/rules/difference', [RulesDifferenceController, 'handle'])
}
