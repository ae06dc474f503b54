import type { HttpContext } from '@adonisjs/core/http'
import { toString as drawQr } from 'qrcode'
import { network } from '#organisation/network'
import { clock } from '#shared/clock'
import { leaveNotice } from '#shared/http/notice'
import { page } from '#shared/http/page'
import { readForm } from '#shared/http/read_form'
import { throttle } from '#shared/http/throttle'
import { codeForm } from '../account_forms.js'
import { Session } from '../session.js'
import { tellDoorChanged } from '../tell_door_changed.js'
import { AuthenticatorApp } from './authenticator_app.js'
import { forgetFactorGiven } from './has_factor.js'
import { forgetRecoveryCodes } from './recovery_codes.js'
import { showCodesOnce } from './recovery_codes_controller.js'

/** Setting up an application for codes, and taking it away. */
export default class AuthenticatorController {
  async show(ctx: HttpContext) {
    return this.#page(ctx)
  }

  async store(ctx: HttpContext) {
    const viewer = ctx.auth.getUserOrFail()
    const at = clock.now()
    await throttle('authenticator', [String(viewer.id)], { tries: 20, seconds: 900 })
    const app = await AuthenticatorApp.begin(viewer.id, at)
    if (app.confirmedAt) return ctx.response.redirect().status(303).toPath('/me/security')
    const form = await readForm(ctx, codeForm)
    const right = form.ok && (await app.accepts(form.value.code, at))
    if (!right) {
      const error = form.ok ? ctx.i18n.t('people.authenticator.wrong') : form.refusal.code
      return this.#page(ctx, { code: error ?? '' })
    }
    const opening = { by: viewer.signedInBy, secondFactor: true }
    const here = await ctx.auth.use('web').renew(viewer.id, opening)
    await app.confirm(at)
    // Whoever else is signed in as this person has not given the new factor.
    await Session.endOthers(viewer.id, here)
    await tellDoorChanged(viewer.id, 'app_added')
    leaveNotice(ctx, 'authenticator_ready')
    return showCodesOnce(ctx, viewer.id)
  }

  async destroy(ctx: HttpContext) {
    const { id } = ctx.auth.getUserOrFail()
    await AuthenticatorApp.remove(id)
    await forgetRecoveryCodes(id)
    await forgetFactorGiven(id)
    await tellDoorChanged(id, 'app_removed')
    leaveNotice(ctx, 'authenticator_removed')
    return ctx.response.redirect().status(303).toPath('/me/security')
  }

  async #page(ctx: HttpContext, errors: Record<string, string> = {}) {
    const viewer = ctx.auth.getUserOrFail()
    const app = await AuthenticatorApp.begin(viewer.id, clock.now())
    if (app.confirmedAt) return ctx.response.redirect().status(303).toPath('/me/security')
    const { name } = await network(ctx.i18n.locale)
    const { address, secret } = app.keyFor(`@${viewer.handle}`, name)
    const qr = await drawQr(address, { type: 'svg', margin: 2 })
    const drawn = Buffer.from(qr).toString('base64')
    const status = Object.keys(errors).length > 0 ? 422 : 200
    const typed = secret.replaceAll(/(.{4})(?=.)/g, '$1 ')
    return page(ctx, 'people/authenticator', { drawn, secret: typed, address, errors }, status)
  }
}
