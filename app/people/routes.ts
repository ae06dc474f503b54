import type { HttpRouterService } from '@adonisjs/core/types'
import { signedIn } from '#shared/http/signed_in'
import { freshlySignedIn } from './ask_to_confirm.js'
import { passkeyRoutes } from './passkeys/routes.js'
import { withPower, withPowerOrFounding } from './power_guard.js'

const signIn = () => import('./sign_in_controller.js')
const signInLink = () => import('./sign_in_link_controller.js')
const signOut = () => import('./sign_out_controller.js')
const join = () => import('./join_controller.js')
const joinConfirmation = () => import('./join_confirmation_controller.js')
const joinRequests = () => import('./join_requests_controller.js')
const invitations = () => import('./invitations_controller.js')
const invitationTree = () => import('./invitation_tree_controller.js')
const me = () => import('./me_controller.js')
const locale = () => import('./locale_controller.js')
const boundaries = () => import('./boundaries/boundaries_controller.js')
const filters = () => import('./boundaries/filters_controller.js')
const places = () => import('./places/places_controller.js')
const quarters = () => import('./places/quarters_controller.js')
const myPlace = () => import('./places/my_place_controller.js')
const chosenPlaces = () => import('./places/chosen_places_controller.js')
const signInCode = () => import('./second_factor/sign_in_code_controller.js')
const authenticator = () => import('./second_factor/authenticator_controller.js')
const recoveryCodes = () => import('./second_factor/recovery_codes_controller.js')
const confirm = () => import('./confirm_controller.js')
const security = () => import('./security_controller.js')
const sessions = () => import('./sessions_controller.js')
const email = () => import('./email_controller.js')

export function peopleRoutes(router: HttpRouterService) {
  router.get('/sign-in', [signIn, 'show'])
  router.post('/sign-in', [signIn, 'store'])
  passkeyRoutes(router)
  router.get('/sign-in/sent', [signInLink, 'sent'])
  router.get('/sign-in/code', [signInCode, 'show'])
  router.post('/sign-in/code', [signInCode, 'store'])
  router.get('/sign-in/:token', [signInLink, 'show'])
  router.post('/sign-in/:token', [signInLink, 'use'])
  router.get('/join', [join, 'show'])
  router.post('/join', [join, 'store'])
  router.get('/join/sent', [join, 'sent'])
  router.get('/join/:token', [joinConfirmation, 'show'])
  router.post('/join/:token', [joinConfirmation, 'store'])
  router.post('/locale', [locale, 'handle'])
  router.get('/places', [places, 'handle'])

  router
    .group(() => {
      router.get('/me', [me, 'show'])
      router.put('/me', [me, 'update'])
      router.put('/me/password', [me, 'changePassword'])
      router.get('/me/security', [security, 'handle'])
      router.get('/confirm', [confirm, 'show'])
      router.post('/confirm', [confirm, 'store'])
      router.get('/me/recovery-codes', [recoveryCodes, 'show'])
      router.delete('/sessions/others', [sessions, 'destroyOthers'])
      router.delete('/sessions/:id', [sessions, 'destroy'])
      router.delete('/session', [signOut, 'here'])
      router.delete('/sessions', [signOut, 'everywhere'])
      router.get('/invitations', [invitations, 'index'])
      router.get('/invitations/tree', [invitationTree, 'handle'])
      router.post('/invitations', [invitations, 'store'])
      router.delete('/invitations/:id', [invitations, 'destroy'])
      router.get('/people/:id/distance', [boundaries, 'show'])
      router.post('/people/:id/block', [boundaries, 'block'])
      router.delete('/people/:id/block', [boundaries, 'unblock'])
      router.post('/people/:id/mute', [boundaries, 'mute'])
      router.delete('/people/:id/mute', [boundaries, 'unmute'])
      router.get('/me/place', [myPlace, 'show'])
      router.put('/me/place', [myPlace, 'update'])
      router.delete('/me/place', [myPlace, 'destroy'])
      router.get('/me/places', [chosenPlaces, 'index'])
      router.post('/me/places', [chosenPlaces, 'store'])
      router.delete('/me/places/:id', [chosenPlaces, 'destroy'])
      router.get('/me/filters', [filters, 'index'])
      router.post('/me/filters', [filters, 'store'])
      router.delete('/me/filters/:id', [filters, 'destroy'])
    })
    .use(signedIn)

  router.get('/email/:token', [email, 'confirm'])
  router.post('/email/:token', [email, 'apply'])

  router
    .group(() => {
      router.get('/me/authenticator', [authenticator, 'show'])
      router.post('/me/authenticator', [authenticator, 'store'])
      router.delete('/me/authenticator', [authenticator, 'destroy'])
      router.post('/me/recovery-codes', [recoveryCodes, 'store'])
      router.get('/me/email', [email, 'show'])
      router.post('/me/email', [email, 'store'])
    })
    .use(freshlySignedIn)

  router
    .group(() => {
      router.get('/join-requests', [joinRequests, 'index'])
      router.post('/join-requests/:id/approvals', [joinRequests, 'approve'])
      router.post('/join-requests/:id/refusal', [joinRequests, 'refuse'])
    })
    .use(withPower('join.decide'))

  router
    .group(() => {
      router.get('/places/quarters/new', [quarters, 'create'])
      router.post('/places/quarters', [quarters, 'store'])
    })
    .use(withPowerOrFounding('places.name'))
}
