import type { HttpContext } from '@adonisjs/core/http'
import { leaveNotice } from '#shared/http/notice'
import { NotFound } from '#shared/http/refusals'
import { Session } from './session.js'

/** The devices on which one is signed in, other than this one. */
export default class SessionsController {
  async destroy(ctx: HttpContext) {
    const viewer = ctx.auth.getUserOrFail()
    const id = Number(ctx.params.id)
    if (!Number.isSafeInteger(id)) throw new NotFound()
    const session = await Session.query().where({ id, personId: viewer.id }).first()
    if (!session) throw new NotFound()
    if (id === viewer.sessionId) await ctx.auth.use('web').logout()
    else await Session.end(id)
    leaveNotice(ctx, 'session_ended')
    const to = id === viewer.sessionId ? '/' : '/me/security'
    return ctx.response.redirect().status(303).toPath(to)
  }

  async destroyOthers(ctx: HttpContext) {
    const viewer = ctx.auth.getUserOrFail()
    await Session.endOthers(viewer.id, viewer.sessionId)
    leaveNotice(ctx, 'sessions_ended')
    return ctx.response.redirect().status(303).toPath('/me/security')
  }
}
