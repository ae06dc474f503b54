import type { HttpRouterService } from '@adonisjs/core/types'
import { signedIn } from '#shared/http/signed_in'

const decide = () => import('./pages/decide_controller.js')
const proposals = () => import('./pages/proposals_controller.js')
const discussion = () => import('./pages/discussion_controller.js')
const supports = () => import('./pages/supports_controller.js')
const remarks = () => import('./pages/remarks_controller.js')
const candidacies = () => import('./pages/candidacies_controller.js')
const voteCall = () => import('./pages/vote_call_controller.js')
const ballot = () => import('./pages/ballot_controller.js')
const votingRoll = () => import('./pages/voting_roll_controller.js')
const publishedBallots = () => import('./pages/published_ballots_controller.js')

const ID = { match: /^\d{1,15}$/, cast: Number }

/** What is put to the members, read by anyone; written by those who belong. */
export function governanceRoutes(router: HttpRouterService) {
  router.get('/decide', [decide, 'index'])
  router
    .group(() => {
      router.get('/decide/new', [proposals, 'create'])
      router.get('/decide/new/:kind', [proposals, 'create']).as('proposals.create_kind')
      router.post('/decide', [proposals, 'store'])
      router.get('/decide/:id/edit', [proposals, 'edit']).where('id', ID)
      router.post('/decide/:id/versions', [proposals, 'update']).where('id', ID)
      router.post('/decide/:id/discussion', [discussion, 'store']).where('id', ID)
      router.post('/decide/:id/withdrawal', [discussion, 'destroy']).where('id', ID)
      router.post('/decide/:id/supports', [supports, 'handle']).where('id', ID)
      router.post('/decide/:id/remarks', [remarks, 'handle']).where('id', ID)
      router.post('/decide/:id/candidacy', [candidacies, 'store']).where('id', ID)
      router.post('/decide/:id/candidacy/withdrawal', [candidacies, 'destroy']).where('id', ID)
      router.post('/decide/:id/call', [voteCall, 'handle']).where('id', ID)
      router.get('/decide/:id/ballot', [ballot, 'show']).where('id', ID)
      router.post('/decide/:id/ballot', [ballot, 'store']).where('id', ID)
      router.get('/decide/:id/roll', [votingRoll, 'handle']).where('id', ID)
    })
    .use(signedIn)
  router.get('/decide/:id', [decide, 'show']).where('id', ID)
  router.get('/decide/:id/ballots.json', [publishedBallots, 'handle']).where('id', ID)
  router.get('/decide/:id/transcript.json', [publishedBallots, 'transcript']).where('id', ID)
}
