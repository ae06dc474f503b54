import type { HttpContext } from '@adonisjs/core/http'
import { clock } from '#shared/clock'
import { readForm } from '#shared/http/read_form'
import { giveTryBack, throttle } from '#shared/http/throttle'
import { safePath } from '../safe_path.js'
import { assertForm } from './passkey_forms.js'
import { sayRefusal } from './say_refusal.js'
import { asserted } from './verification.js'

/** Proving again, with a passkey of one's own, who is at the device. */
export default class PasskeyConfirmationController {
  async store(ctx: HttpContext) {
    const { request, response } = ctx
    const { id: personId } = ctx.auth.getUserOrFail()
    await throttle('passkey-confirm', [String(personId)], { tries: 20, seconds: 900 })
    const form = await readForm(ctx, assertForm)
    if (!form.ok) return sayRefusal(ctx, 'not_understood')
    const proof = { ...form.value.credential, clientExtensionResults: {} }
    const passkey = await asserted(proof, { purpose: 'confirm', personId }, clock.now())
    if (!passkey) return sayRefusal(ctx, 'refused')
    await giveTryBack('passkey-confirm', [String(personId)])
    // Another session, so that one that was stolen before is not confirmed with it.
    await ctx.auth.use('web').renew(personId, { by: 'passkey', secondFactor: true })
    return response.json({ to: safePath(request.input('next'), '/me/security') })
  }
}
