import type { HttpRouterService } from '@adonisjs/core/types'
import { withPower } from '#people/power_guard'
import { signedIn } from '#shared/http/signed_in'

const decide = () => import('./pages/decide_controller.js')
const decided = () => import('./pages/decided_controller.js')
const proposals = () => import('./pages/proposals_controller.js')
const versions = () => import('./pages/versions_controller.js')
const discussion = () => import('./pages/discussion_controller.js')
const withdrawal = () => import('./pages/proposal_withdrawal_controller.js')
const supports = () => import('./pages/supports_controller.js')
const remarks = () => import('./pages/remarks_controller.js')
const amendments = () => import('./pages/amendments_controller.js')
const answers = () => import('./pages/amendment_answers_controller.js')
const candidacies = () => import('./pages/candidacies_controller.js')
const projects = () => import('./pages/projects_controller.js')
const voteCall = () => import('./pages/vote_call_controller.js')
const mandates = () => import('./mandates/mandates_controller.js')
const mandateNotes = () => import('./mandates/mandate_notes_controller.js')
const mandateReturn = () => import('./mandates/mandate_return_controller.js')

const proxies = () => import('./voting/proxies_controller.js')
const secondCalls = () => import('./pages/second_calls_controller.js')
const ballots = () => import('./ballot/ballots_controller.js')

const published = () => import('./outcome/ballots_published_controller.js')
const roll = () => import('./roll/roll_controller.js')

const PROXY = { match: /^\d{1,15}$/, cast: Number }
const registration = () => import('./forms/registration_controller.js')
const answer = () => import('./pages/exclusion_answer_controller.js')

const declaration = () => import('./statutes/declaration_controller.js')
const remoteClause = () => import('./statutes/remote_clause_controller.js')
const ruleArticle = () => import('./statutes/rule_article_controller.js')

const measures = () => import('./emergency/measures_controller.js')
const measureSignatures = () => import('./emergency/measure_signatures_controller.js')
const measureWithdrawals = () => import('./emergency/measure_withdrawals_controller.js')

const AMENDMENT = { match: /^\d{1,15}$/, cast: Number }

/** What is put to the members, read by anyone; written by those who belong. */
export function governanceRoutes(router: HttpRouterService) {
  router.get('/decide', [decide, 'index'])
  router.get('/mandates', [mandates, 'index'])
  router.get('/decide/decided', [decided, 'index'])
  router.get('/decide/emergency', [measures, 'index'])
  router
    .group(() => {
      router.get('/decide/emergency/new', [measures, 'create'])
      router.post('/decide/emergency', [measures, 'store'])
      router.post('/decide/emergency/:id/signatures', [measureSignatures, 'handle'])
      router.post('/decide/emergency/:id/withdrawal', [measureWithdrawals, 'handle'])
    })
    .use([signedIn, withPower('emergency.take')])
  router
    .group(() => {
      router.get('/decide/new', [proposals, 'create'])
      router.get('/decide/new/:kind', [proposals, 'createKind'])
      router.post('/decide', [proposals, 'store'])
      router.get('/decide/:id/edit', [proposals, 'edit'])
      router.get('/decide/:id/versions', [versions, 'handle'])
      router.post('/decide/:id/versions', [proposals, 'update'])
      router.post('/decide/:id/discussion', [discussion, 'handle'])
      router.post('/decide/:id/withdrawal', [withdrawal, 'handle'])
      router.post('/decide/:id/supports', [supports, 'handle'])
      router.post('/decide/:id/remarks', [remarks, 'handle'])
      router.get('/decide/:id/amendments/new', [amendments, 'create'])
      router.post('/decide/:id/amendments', [amendments, 'store'])
      router
        .group(() => {
          router.post('/acceptance', [answers, 'accept'])
          router.post('/refusal', [answers, 'refuse'])
        })
        .prefix('/decide/:id/amendments/:amendmentId')
        .where('amendmentId', AMENDMENT)
      router.post('/decide/:id/candidacy', [candidacies, 'store'])
      router.post('/decide/:id/candidacy/withdrawal', [candidacies, 'destroy'])
      router.get('/decide/:id/projects/new', [projects, 'create'])
      router.post('/decide/:id/projects', [projects, 'store'])
      router
        .post('/decide/:id/projects/:projectId/withdrawal', [projects, 'destroy'])
        .where('projectId', AMENDMENT)
      router.get('/decide/:id/call', [voteCall, 'show'])
      router.post('/decide/:id/call', [voteCall, 'store'])
      router.post('/decide/:id/answer', [answer, 'handle'])
      router.get('/decide/:id/registration', [registration, 'show'])
      router.post('/decide/:id/registration', [registration, 'store'])
      router.get('/decide/:id/declaration', [declaration, 'show'])
      router.post('/decide/:id/declaration', [declaration, 'store'])
      router.get('/decide/remote-clause', [remoteClause, 'show'])
      router.post('/decide/remote-clause', [remoteClause, 'store'])
      router.get('/rules/:key/article', [ruleArticle, 'show'])
      router.post('/rules/:key/article', [ruleArticle, 'store'])
      router.get('/decide/:id/roll', [roll, 'show'])
      router.get('/decide/:id/ballot', [ballots, 'show'])
      router.post('/decide/:id/ballot', [ballots, 'store'])
      router.get('/decide/:id/proxies', [proxies, 'index'])
      router.post('/decide/:id/proxies', [proxies, 'store'])
      router.post('/decide/:id/proxies/withdrawal', [proxies, 'destroy'])
      router
        .group(() => {
          router.get('/', [ballots, 'show']).as('proxy_ballots.show')
          router.post('/', [ballots, 'store']).as('proxy_ballots.store')
        })
        .prefix('/decide/:id/proxies/:proxyId/ballot')
        .where('proxyId', PROXY)
      router.post('/decide/:id/second-call', [secondCalls, 'store'])
      router.get('/mandates/:id', [mandates, 'show'])
      router.post('/mandates/:id/note', [mandateNotes, 'handle'])
      router.post('/mandates/:id/return', [mandateReturn, 'handle'])
    })
    .use(signedIn)
  router.get('/decide/:id/ballots.json', [published, 'index'])
  router.get('/decide/:id/transcript.json', [published, 'transcript'])
  router.get('/decide/:id/ballots/:format', [published, 'show'])
  router.get('/decide/:id', [decide, 'show'])
}
