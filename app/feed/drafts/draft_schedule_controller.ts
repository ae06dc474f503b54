import type { HttpContext } from '@adonisjs/core/http'
import { leaveNotice } from '#shared/http/notice'
import { findOwnDraft } from '../find_post.js'

/** Takes back the instant of a post that was to appear by itself; the draft stays. */
export default class DraftScheduleController {
  async handle(ctx: HttpContext) {
    await (await findOwnDraft(ctx)).cancel()
    leaveNotice(ctx, 'schedule_cancelled')
    return ctx.response.redirect().status(303).toPath('/drafts')
  }
}
