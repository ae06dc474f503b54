import type { HttpRouterService } from '@adonisjs/core/types'
import { signedIn } from '#shared/http/signed_in'
import { freshlySignedIn } from '../ask_to_confirm.js'

const passkeyChallenges = () => import('./passkey_challenges_controller.js')
const passkeys = () => import('./passkeys_controller.js')
const passkeySignIn = () => import('./passkey_sign_in_controller.js')
const passkeyConfirmation = () => import('./passkey_confirmation_controller.js')

export function passkeyRoutes(router: HttpRouterService) {
  router.post('/passkeys/challenges', [passkeyChallenges, 'store'])
  router.post('/sign-in/passkey', [passkeySignIn, 'store'])
  router
    .group(() => {
      router.put('/passkeys/:id', [passkeys, 'update'])
      router.post('/confirm/passkey', [passkeyConfirmation, 'store'])
    })
    .use(signedIn)
  router
    .group(() => {
      router.post('/passkeys', [passkeys, 'store'])
      router.delete('/passkeys/:id', [passkeys, 'destroy'])
    })
    .use(freshlySignedIn)
}
