import type { HttpRouterService } from '@adonisjs/core/types'
import { signedIn } from '#shared/http/signed_in'
import { whoModerates } from './who_moderates.js'

const reports = () => import('./pages/reports_controller.js')
const receipt = () => import('./pages/receipt_controller.js')
const mine = () => import('./pages/mine_controller.js')
const ownReport = () => import('./pages/own_report_controller.js')
const decision = () => import('./pages/decision_controller.js')
const juries = () => import('./pages/juries_controller.js')
const openings = () => import('./pages/openings_controller.js')
const photo = () => import('./pages/evidence_photo_controller.js')
const queue = () => import('./pages/queue_controller.js')
const ownCases = () => import('./pages/own_cases_controller.js')
const oneCase = () => import('./pages/case_controller.js')
const claims = () => import('./pages/claims_controller.js')
const emergencies = () => import('./pages/emergencies_controller.js')
const decisions = () => import('./pages/decisions_controller.js')
const signatures = () => import('./pages/signatures_controller.js')
const appeals = () => import('./pages/appeals_controller.js')
const log = () => import('./pages/log_controller.js')
const transparency = () => import('./pages/transparency_controller.js')

const NUMBER = { match: /^\d{1,2}$/ }
const YEAR = { match: /^20\d{2}$/, cast: Number }

/** Telling of something, and what becomes of it; the work of those who moderate; what anyone can check. */
export function moderationRoutes(router: HttpRouterService) {
  router
    .group(() => {
      router.get('/moderation/report', [reports, 'create'])
      router.post('/moderation/report', [reports, 'store'])
      router.get('/moderation/reports/:token', [receipt, 'show'])
      router.post('/moderation/reports/:token/appeal', [receipt, 'appeal'])
      router.get('/moderation/log', [log, 'index'])
      router.get('/transparency', [transparency, 'index'])
      router.get('/transparency/:year', [transparency, 'show']).where('year', YEAR)
    })
    .as('moderation_public')
  router
    .group(() => {
      router.get('/moderation/mine', [mine, 'handle'])
      router.get('/moderation/mine/reports/:id', [ownReport, 'show'])
      router.post('/moderation/mine/reports/:id/appeal', [ownReport, 'appeal'])
      router.get('/moderation/decisions/:id', [decision, 'show'])
      router.post('/moderation/decisions/:id/appeal', [decision, 'appeal'])
      router.post('/moderation/decisions/:id/sponsor', [decision, 'sponsor'])
      router.get('/moderation/juries/:id', [juries, 'show'])
      router.post('/moderation/juries/:id/vote', [juries, 'vote'])
      router.post('/moderation/juries/:id/remarks', [juries, 'remark'])
      router.post('/moderation/juries/:id/decline', [juries, 'decline'])
      router.post('/moderation/cases/:id/openings', [openings, 'handle'])
      router.get('/moderation/cases/:id/photos/:number', [photo, 'handle']).where('number', NUMBER)
    })
    .use(signedIn)
    .as('moderation_own')
  router
    .group(() => {
      router.get('/moderation', [queue, 'handle'])
      router.post('/moderation/cases', [ownCases, 'handle'])
      router.get('/moderation/cases/:id', [oneCase, 'handle'])
      router.post('/moderation/cases/:id/claim', [claims, 'store'])
      router.post('/moderation/cases/:id/release', [claims, 'release'])
      router.post('/moderation/cases/:id/stepping-aside', [claims, 'stepAside'])
      router.post('/moderation/cases/:id/hiding', [emergencies, 'handle'])
      router.post('/moderation/cases/:id/decisions', [decisions, 'handle'])
      router.post('/moderation/decisions/:id/signature', [signatures, 'store'])
      router.post('/moderation/decisions/:id/refusal', [signatures, 'refuse'])
      router.get('/moderation/appeals/:id', [appeals, 'show'])
      router.post('/moderation/appeals/:id/outcome', [appeals, 'outcome'])
    })
    .use([signedIn, whoModerates])
    .as('moderation')
}
