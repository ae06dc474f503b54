import type { HttpContext } from '@adonisjs/core/http'
import { clock } from '#shared/clock'
import { page } from '#shared/http/page'
import { throttle } from '#shared/http/throttle'
import { enter } from './second_factor/enter.js'
import { safePath } from './safe_path.js'
import { SignInLink } from './sign_in_link.js'

/** The link of the letter: opening it shows a button, pressing it signs in, once. */
export default class SignInLinkController {
  async sent(ctx: HttpContext) {
    return page(ctx, 'people/sign_in_sent')
  }

  async show(ctx: HttpContext) {
    const token = String(ctx.params.token)
    const stands = await SignInLink.stands(token, clock.now())
    const next = safePath(ctx.request.input('next'))
    return page(ctx, 'people/sign_in_link', { token, stands, next }, stands ? 200 : 410)
  }

  async use(ctx: HttpContext) {
    const token = String(ctx.params.token)
    await throttle('sign-in-link', [ctx.request.ip()], { tries: 60, seconds: 900 })
    const personId = await SignInLink.use(token, clock.now())
    if (personId === null) {
      return page(ctx, 'people/sign_in_link', { token, stands: false }, 410)
    }
    return enter(ctx, personId, 'link', safePath(ctx.request.input('next')))
  }
}
