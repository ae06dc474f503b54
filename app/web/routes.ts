import type { HttpRouterService } from '@adonisjs/core/types'
import app from '@adonisjs/core/services/app'
import { demo } from '#config/installation'
import { withPower } from '#people/power_guard'
import { developmentRoutes } from './development/routes.js'

const square = () => import('./square_controller.js')
const plainPages = () => import('./plain_pages_controller.js')
const credits = () => import('./credits_controller.js')
const publicFile = () => import('./public_file_controller.js')
const serviceWorker = () => import('./service_worker_controller.js')
const sitemap = () => import('./sitemap_controller.js')
const setup = () => import('./setup/setup_controller.js')
const charterHistory = () => import('./charter_history_controller.js')
const networkContact = () => import('./network_contact_controller.js')
const rule = () => import('./rules/rule_controller.js')
const health = () => import('./health_controller.js')
const demoSignIn = () => import('./demo/sign_in_controller.js')
const mailbox = () => import('./demo/mailbox_controller.js')

/** Served from the top, where browsers and robots look for them. */
const PUBLIC_FILES = [
  'favicon.svg',
  'icons.svg',
  'apple-touch-icon.png',
  'icon-512.png',
  'manifest.webmanifest',
]

export function webRoutes(router: HttpRouterService) {
  router.get('/', [square, 'handle'])
  for (const name of ['about', 'charter', 'terms', 'privacy', 'legal', 'contact', 'offline']) {
    router.get(`/${name}`, [plainPages, 'handle']).as(`page.${name}`)
  }
  router.get('/charter/history', [charterHistory, 'handle'])
  router.get('/rules/:key', [rule, 'handle'])
  router.get('/setup', [setup, 'show'])
  router.post('/setup', [setup, 'store'])
  router
    .group(() => {
      router.get('/settings/contact', [networkContact, 'show'])
      router.put('/settings/contact', [networkContact, 'update'])
    })
    .use(withPower('network.contact'))
  router.get('/credits', [credits, 'handle'])
  router.get('/robots.txt', [sitemap, 'robots'])
  router.get('/sitemap.xml', [sitemap, 'index'])
  router.get('/sitemap/pages', [sitemap, 'pages'])
  router.get('/sitemap/posts/:number', [sitemap, 'posts']).where('number', /^\d{1,9}$/)
  router.get('/assets/:file', [publicFile, 'handle']).as('asset')
  for (const file of PUBLIC_FILES) {
    router.get(`/${file}`, [publicFile, 'handle']).as(`file.${file}`)
  }
  router.get('/sw.js', [serviceWorker, 'handle'])
  router.get('/health/live', [health, 'live'])
  router.get('/health/ready', [health, 'ready'])
  developmentRoutes(router, app.inProduction)
  if (!demo) return
  router.post('/demo/sign-in', [demoSignIn, 'handle'])
  router.get('/demo/mailbox', [mailbox, 'index'])
  router.get('/demo/mailbox.json', [mailbox, 'index']).as('mailbox.json')
  router.get('/demo/mailbox/:id', [mailbox, 'show'])
}
