import type { HttpContext } from '@adonisjs/core/http'
import { clock } from '#shared/clock'
import { leaveNotice } from '#shared/http/notice'
import { page } from '#shared/http/page'
import { readForm } from '#shared/http/read_form'
import { throttle } from '#shared/http/throttle'
import { codeForm } from '../account_forms.js'
import { safePath } from '../safe_path.js'
import { provesSecondFactor } from './prove.js'

/** The second step of signing in: a code, from the application or from those kept for a bad day. */
export default class SignInCodeController {
  async show(ctx: HttpContext) {
    const waiting = await ctx.auth.use('web').awaiting()
    if (!waiting) return ctx.response.redirect().status(303).toPath('/sign-in')
    return page(ctx, 'people/sign_in_code', {
      next: safePath(ctx.request.input('next')),
      errors: {},
    })
  }

  async store(ctx: HttpContext) {
    const { request, response, i18n } = ctx
    const next = safePath(request.input('next'))
    const guard = ctx.auth.use('web')
    const waiting = await guard.awaiting()
    if (!waiting) return response.redirect().status(303).toPath('/sign-in')
    await throttle('second-factor-ip', [request.ip()], { tries: 60, seconds: 900 })
    const form = await readForm(ctx, codeForm)
    const right =
      form.ok && (await provesSecondFactor(waiting.personId, form.value.code, clock.now()))
    if (!right) {
      const errors = form.ok ? { code: i18n.t('people.sign_in_code.wrong') } : form.refusal
      return page(ctx, 'people/sign_in_code', { next, errors }, 422)
    }
    // A session of its own: the one that waited is worth nothing any more.
    await guard.renew(waiting.personId, { by: waiting.by, secondFactor: true })
    if (!/^[\d\s]+$/.test(form.value.code)) leaveNotice(ctx, 'recovery_code_used')
    return response.redirect().status(303).toPath(next)
  }
}
