import type { HttpContext } from '@adonisjs/core/http'
import { clock } from '#shared/clock'
import { leaveNotice } from '#shared/http/notice'
import { findOwnPost, idOf } from './find_post.js'

/** Going on without one photo of a post that waits. */
export default class DroppedPhotoController {
  async handle(ctx: HttpContext) {
    const post = await findOwnPost(ctx)
    const result = await post.dropPhoto(idOf(ctx.params.photoId), clock.now())
    if (result.ok) leaveNotice(ctx, 'photo_dropped')
    else leaveNotice(ctx, `photo_kept_${result.refusal}`, 'warning')
    return ctx.response.redirect().status(303).toPath(`/posts/${post.id}`)
  }
}
