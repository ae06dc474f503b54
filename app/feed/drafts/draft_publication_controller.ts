import type { HttpContext } from '@adonisjs/core/http'
import { clock } from '#shared/clock'
import { leaveNotice } from '#shared/http/notice'
import { NotFound } from '#shared/http/refusals'
import { throttle } from '#shared/http/throttle'
import { composedAgain, noticeOf, reopened } from '../composed.js'
import { findOwnDraft } from '../find_post.js'
import { publishDraft } from './publish_draft.js'

/** Publishes a draft now; one that may not be published opens with the reason. */
export default class DraftPublicationController {
  async handle(ctx: HttpContext) {
    const { auth, response } = ctx
    const author = auth.getUserOrFail()
    await throttle('post', [String(author.id)], { tries: 60, seconds: 3600, inGroups: true })
    const draft = await findOwnDraft(ctx)
    const result = await publishDraft(draft.id, clock.now())
    // Published meanwhile, by the clock or from another tab.
    if (result === null) throw new NotFound()
    if (!result.ok) {
      const { typed } = await reopened(ctx, draft)
      return composedAgain(ctx, typed, result.refusal)
    }
    leaveNotice(ctx, noticeOf(result.value))
    return response.redirect().status(303).toPath(`/posts/${result.value.id}`)
  }
}
