import type { HttpContext } from '@adonisjs/core/http'
import { clock } from '#shared/clock'
import { readForm } from '#shared/http/read_form'
import { giveTryBack, throttle } from '#shared/http/throttle'
import { safePath } from '../safe_path.js'
import { assertForm } from './passkey_forms.js'
import { sayRefusal } from './say_refusal.js'
import { asserted } from './verification.js'

/** Signing in with a passkey: what one has and what unlocks it, thus two factors at once. */
export default class PasskeySignInController {
  async store(ctx: HttpContext) {
    const { request, response } = ctx
    await throttle('passkey-sign-in', [request.ip()], { tries: 30, seconds: 900 })
    const form = await readForm(ctx, assertForm)
    if (!form.ok) return sayRefusal(ctx, 'not_understood')
    const proof = { ...form.value.credential, clientExtensionResults: {} }
    const passkey = await asserted(proof, { purpose: 'sign_in', personId: null }, clock.now())
    if (!passkey) return sayRefusal(ctx, 'refused')
    await giveTryBack('passkey-sign-in', [request.ip()])
    await ctx.auth.use('web').login(passkey.personId, { by: 'passkey', secondFactor: true })
    return response.json({ to: safePath(request.input('next')) })
  }
}
