import type { HttpContext } from '@adonisjs/core/http'
import { leaveNotice } from '#shared/http/notice'
import { Session } from './session.js'

/** Signing out here, or on every device. */
export default class SignOutController {
  async here(ctx: HttpContext) {
    await ctx.auth.use('web').logout()
    leaveNotice(ctx, 'signed_out')
    return ctx.response.redirect().status(303).toPath('/')
  }

  async everywhere(ctx: HttpContext) {
    const viewer = ctx.auth.getUserOrFail()
    await Session.endAll(viewer.id)
    await ctx.auth.use('web').logout()
    leaveNotice(ctx, 'signed_out_everywhere')
    return ctx.response.redirect().status(303).toPath('/')
  }
}
