import type { HttpContext } from '@adonisjs/core/http'
import { clock } from '#shared/clock'
import { leaveNotice } from '#shared/http/notice'
import { readForm } from '#shared/http/read_form'
import { throttle } from '#shared/http/throttle'
import { Comment } from './comment.js'
import { findOwnComment, idOf } from './find_post.js'
import { commentForm } from './post_form.js'
import { showPost } from './post_controller.js'

/** Writing a comment, and taking one's own back. */
export default class CommentsController {
  async store(ctx: HttpContext) {
    const { i18n, response, request } = ctx
    const author = ctx.auth.getUserOrFail()
    await throttle('comment', [String(author.id)], { tries: 240, seconds: 3600, inGroups: true })
    // Only a published post takes one, which every signed-in person may read; else showPost is a 404.
    const postId = idOf(ctx.params.id)
    const form = await readForm(ctx, commentForm)
    const sent: unknown = request.input('body')
    const body = typeof sent === 'string' ? sent : ''
    if (!form.ok) {
      return showPost(ctx, postId, { body, error: Object.values(form.refusal).join(' ') })
    }
    const submissionKey = form.value.submission_key ?? null
    const result = await Comment.write(
      { postId, authorId: author.id, body, submissionKey },
      clock.now()
    )
    if (!result.ok) {
      const error = i18n.t(`feed.comment_refusals.${result.refusal}`)
      return showPost(ctx, postId, { body, error })
    }
    return response.redirect().status(303).toPath(`/posts/${postId}#comment-${result.value}`)
  }

  async destroy(ctx: HttpContext) {
    const comment = await findOwnComment(ctx)
    await comment.remove()
    leaveNotice(ctx, 'comment_deleted')
    return ctx.response.redirect().status(303).toPath(`/posts/${comment.postId}`)
  }
}
