import type { HttpRouterService } from '@adonisjs/core/types'
import { signedIn } from '#shared/http/signed_in'

const proof = () => import('./proof_controller.js')
const links = () => import('./links_controller.js')
const receipt = () => import('./receipt_controller.js')

/** How anyone checks that the feed shows what was published, and nothing else. */
export function proofRoutes(router: HttpRouterService) {
  router.get('/feed/proof', [proof, 'handle'])
  router.get('/feed/links.json', [links, 'handle'])
  router.get('/feed/receipt.json', [receipt, 'handle']).use(signedIn)
}
