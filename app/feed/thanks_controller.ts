import type { HttpContext } from '@adonisjs/core/http'
import { clock } from '#shared/clock'
import { leaveNotice } from '#shared/http/notice'
import { wantsJson } from '#shared/http/wants_json'
import { blocks } from '#people/boundaries/blocks'
import { findPost } from './find_post.js'
import { takeBackThanks, thank } from './thanks.js'

/** Thanking an author, and taking it back; the page returns to where the post was. */
export default class ThanksController {
  async store(ctx: HttpContext) {
    const post = await findPost(ctx)
    const { id } = ctx.auth.getUserOrFail()
    if (await blocks(post.authorId, id)) {
      // The page's script then sends the form itself, whose answer says it in words.
      if (wantsJson(ctx)) return ctx.response.status(409).json({ error: 'not_taken' })
      leaveNotice(ctx, 'thanks_not_taken', 'warning')
      return this.#back(ctx, post.id)
    }
    await thank(post.id, id, clock.now())
    return this.#back(ctx, post.id)
  }

  async destroy(ctx: HttpContext) {
    const post = await findPost(ctx)
    await takeBackThanks(post.id, ctx.auth.getUserOrFail().id)
    return this.#back(ctx, post.id)
  }

  #back(ctx: HttpContext, id: number) {
    const { request, response } = ctx
    // A script that only wants to know that it is done.
    if (wantsJson(ctx)) return response.noContent()
    // Only places of our own: the feed (at its page) or the post.
    const from = request.header('referer')
    const path = from && URL.canParse(from) ? new URL(from) : null
    const feed = path?.pathname === '/feed' ? `${path.pathname}${path.search}#post-${id}` : null
    return response
      .redirect()
      .status(303)
      .toPath(feed ?? `/posts/${id}`)
  }
}
