import type { HttpContext } from '@adonisjs/core/http'
import { leaveNotice } from '#shared/http/notice'
import { page } from '#shared/http/page'
import { findOwnPost } from './find_post.js'

/** Deleting one's own post: what will go, then gone. */
export default class DeletedPostController {
  async show(ctx: HttpContext) {
    return page(ctx, 'feed/delete_post', { post: await findOwnPost(ctx) })
  }

  async destroy(ctx: HttpContext) {
    const post = await findOwnPost(ctx)
    await post.remove()
    leaveNotice(ctx, 'deleted')
    return ctx.response.redirect().status(303).toPath('/feed')
  }
}
