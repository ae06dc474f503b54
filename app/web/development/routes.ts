import type { HttpRouterService } from '@adonisjs/core/types'

const results = () => import('./results_controller.js')

/** Pages for whoever works on this software; in production there is nothing at their addresses. */
export function developmentRoutes(router: HttpRouterService, inProduction: boolean) {
  if (inProduction) return
  router.get('/development/results', [results, 'index'])
  router.get('/development/results/:key', [results, 'show'])
}
