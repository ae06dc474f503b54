import type { HttpContext } from '@adonisjs/core/http'
import { clock } from '#shared/clock'
import { leaveNotice } from '#shared/http/notice'
import { throttle } from '#shared/http/throttle'
import { composedAgain, noticeOf, readComposed, written, type Composed } from './composed.js'
import { composer } from './composer.js'
import { keepDraft } from './drafts/keep_draft.js'
import { Post } from './post.js'
import { publishingInstant } from './drafts/publishing_instant.js'

/** Publishes, now or at the instant asked for; what must be mended comes back with all that was sent. */
export default class PostsController {
  async handle(ctx: HttpContext) {
    const author = ctx.auth.getUserOrFail()
    await throttle('post', [String(author.id)], { tries: 60, seconds: 3600, inGroups: true })
    const composed = await readComposed(ctx)
    const { typed, post, errors, photoErrors } = composed
    if (Object.keys(errors).length + photoErrors.length > 0) {
      return composer(ctx, typed, errors, photoErrors)
    }
    if (typed.publishOn || typed.publishTime) return this.#schedule(ctx, composed)
    const result = await Post.publish({ ...post, heldPostsLeft: author.heldPostsLeft }, clock.now())
    if (!result.ok) return composedAgain(ctx, typed, result.refusal)
    leaveNotice(ctx, noticeOf(result.value))
    return written(ctx, `/posts/${result.value.id}`)
  }

  async #schedule(ctx: HttpContext, { typed, post }: Composed) {
    const at = clock.now()
    const instant = publishingInstant(typed.publishOn, typed.publishTime, at)
    if (!instant.ok) return composedAgain(ctx, typed, [instant.refusal])
    const result = await keepDraft({ ...post, publishAt: instant.value }, at)
    if (!result.ok) return composedAgain(ctx, typed, result.refusal)
    leaveNotice(ctx, 'scheduled')
    return written(ctx, '/drafts')
  }
}
