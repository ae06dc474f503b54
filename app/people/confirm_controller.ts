import type { HttpContext } from '@adonisjs/core/http'
import { clock } from '#shared/clock'
import { page } from '#shared/http/page'
import { readForm } from '#shared/http/read_form'
import { giveTryBack, throttle } from '#shared/http/throttle'
import { confirmForm } from './account_forms.js'
import { Passkey } from './passkeys/passkey.js'
import { Person } from './person.js'
import { safePath } from './safe_path.js'
import { AuthenticatorApp } from './second_factor/authenticator_app.js'
import { provesSecondFactor } from './second_factor/prove.js'

/**
 * Proving again who one is, before something that matters or for a mandate's powers: by a code, a
 * passkey or the password; whoever has none of them asks for a link.
 */
export default class ConfirmController {
  async show(ctx: HttpContext) {
    return this.#page(ctx)
  }

  async store(ctx: HttpContext) {
    const { request, response, i18n } = ctx
    const viewer = ctx.auth.getUserOrFail()
    const form = await readForm(ctx, confirmForm)
    if (!form.ok) return this.#page(ctx, form.refusal)
    const { code, password } = form.value
    const byCode = code ? await provesSecondFactor(viewer.id, code, clock.now()) : false
    const needed = request.input('second') === '1'
    const byPassword =
      !byCode && !needed && password ? await this.#knowsPassword(viewer.id, password) : false
    if (!byCode && !byPassword) {
      const field = code || needed ? 'code' : 'password'
      return this.#page(ctx, { [field]: i18n.t(`people.confirm.wrong_${field}`) })
    }
    // Another session, so that one that was stolen before is not confirmed with it.
    await ctx.auth.use('web').renew(viewer.id, {
      by: viewer.signedInBy,
      secondFactor: byCode || viewer.secondFactorAt !== null,
    })
    return response
      .redirect()
      .status(303)
      .toPath(safePath(request.input('next'), '/me/security'))
  }

  async #knowsPassword(personId: number, password: string): Promise<boolean> {
    await throttle('confirm', [String(personId)], { tries: 10, seconds: 900 })
    const person = await Person.findOrFail(personId)
    const right = await person.hasAsPassword(password)
    if (right) await giveTryBack('confirm', [String(personId)])
    return right
  }

  async #page(ctx: HttpContext, errors: Record<string, string> = {}) {
    const viewer = ctx.auth.getUserOrFail()
    const person = await Person.findOrFail(viewer.id)
    const second = ctx.request.input('second') === '1'
    const state = {
      next: safePath(ctx.request.input('next'), '/me/security'),
      second,
      email: person.email,
      hasPassword: !second && person.passwordHash !== null,
      hasApp: await AuthenticatorApp.isSetUp(viewer.id),
      hasPasskey: await Passkey.isKeptBy(viewer.id),
      errors,
    }
    return page(ctx, 'people/confirm', state, Object.keys(errors).length > 0 ? 422 : 200)
  }
}
