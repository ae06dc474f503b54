import type { HttpContext } from '@adonisjs/core/http'
import { network } from '#organisation/network'
import { clock } from '#shared/clock'
import { readForm } from '#shared/http/read_form'
import { throttle } from '#shared/http/throttle'
import { askToConfirm } from '../ask_to_confirm.js'
import { toAdd, toConfirm, toSignIn } from './ceremonies.js'
import { challengeForm } from './passkey_forms.js'
import { Passkey } from './passkey.js'
import { sayRefusal } from './say_refusal.js'

/** What a browser needs to sign in, add or confirm with a passkey, around a fresh challenge. */
export default class PasskeyChallengesController {
  async store(ctx: HttpContext) {
    const { request, response, i18n } = ctx
    await throttle('passkey-challenge', [request.ip()], { tries: 120, seconds: 900 })
    const form = await readForm(ctx, challengeForm)
    if (!form.ok) return sayRefusal(ctx, 'not_understood')
    const at = clock.now()
    const { purpose } = form.value
    if (purpose === 'sign_in') return response.json(await toSignIn(at))
    const viewer = ctx.auth.getUserOrFail()
    const kept = await Passkey.of(viewer.id)
    if (purpose === 'add') {
      // Before the device has made a key that would be refused.
      if (!viewer.hasJustSignedIn(at)) return askToConfirm(ctx)
      const { name } = await network(i18n.locale)
      return response.json(await toAdd(viewer, kept, name, at))
    }
    if (kept.length === 0) return sayRefusal(ctx, 'none')
    return response.json(await toConfirm(viewer.id, kept, at))
  }
}
