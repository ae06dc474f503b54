import type { HttpContext } from '@adonisjs/core/http'
import { clock } from '#shared/clock'
import { leaveNotice } from '#shared/http/notice'
import { page } from '#shared/http/page'
import { readForm } from '#shared/http/read_form'
import { throttle } from '#shared/http/throttle'
import { emailForm } from './account_forms.js'
import { EmailChange } from './email_change.js'
import { Person } from './person.js'

/** Changing one's e-mail address: asked here, confirmed by a link sent there. */
export default class EmailController {
  async show(ctx: HttpContext) {
    return this.#page(ctx)
  }

  async store(ctx: HttpContext) {
    const viewer = ctx.auth.getUserOrFail()
    const form = await readForm(ctx, emailForm)
    if (!form.ok) return this.#page(ctx, form.refusal)
    await throttle('email-change', [String(viewer.id)], { tries: 5, seconds: 3600 })
    await EmailChange.ask(await Person.findOrFail(viewer.id), form.value.email, clock.now())
    leaveNotice(ctx, 'email_change_sent')
    return ctx.response.redirect().status(303).toPath('/me/security')
  }

  async confirm(ctx: HttpContext) {
    const token = String(ctx.params.token)
    const change = await EmailChange.stands(token, clock.now())
    return page(ctx, 'people/email_confirm', { token, change }, change ? 200 : 410)
  }

  async apply(ctx: HttpContext) {
    const token = String(ctx.params.token)
    await throttle('email-confirmation', [ctx.request.ip()], { tries: 60, seconds: 900 })
    const at = clock.now()
    const change = await EmailChange.stands(token, at)
    const result = await change?.apply(at)
    if (!result?.ok) return page(ctx, 'people/email_confirm', { token, change: null }, 410)
    leaveNotice(ctx, 'email_changed')
    return ctx.response
      .redirect()
      .status(303)
      .toPath(ctx.viewer ? '/me/security' : '/sign-in')
  }

  async #page(ctx: HttpContext, errors: Record<string, string> = {}) {
    const { id } = ctx.auth.getUserOrFail()
    const person = await Person.findOrFail(id)
    const typed = String(ctx.request.input('email') ?? '')
    const status = Object.keys(errors).length > 0 ? 422 : 200
    return page(ctx, 'people/email', { email: person.email, typed, errors }, status)
  }
}
