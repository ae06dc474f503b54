import type { HttpContext } from '@adonisjs/core/http'
import { clock } from '#shared/clock'
import { dateLabel } from '#shared/date_label'
import { leaveNotice } from '#shared/http/notice'
import { page } from '#shared/http/page'
import { NotAllowed, NotFound } from '#shared/http/refusals'
import { readForm } from '#shared/http/read_form'
import { throttle } from '#shared/http/throttle'
import { sayOnFirstPosts } from '#people/say_on_first_posts'
import { idOf } from './find_post.js'
import { holdBack } from './hold_back.js'
import { approve, heldPosts } from './held_posts.js'
import { refusalForm } from './post_form.js'
import { textToHtml } from './text_html.js'

/** Newcomers' first posts: read by who may let them through, and let through. */
export default class HeldPostsController {
  async index(ctx: HttpContext) {
    return this.#page(ctx)
  }

  async #page(ctx: HttpContext, typed: { id: number; reason: string } | null = null, error = '') {
    const { i18n } = ctx
    const viewer = ctx.auth.getUserOrFail()
    const say = await sayOnFirstPosts(viewer, clock.now())
    if (say === 'none') throw new NotAllowed()
    const posts = (await heldPosts(viewer.id)).map((post) => ({
      ...post,
      html: textToHtml(post.body),
      heldLabel: dateLabel(post.heldAt, i18n.locale),
    }))
    return page(ctx, 'feed/held', { posts, say, typed, error }, error ? 422 : 200)
  }

  async approve(ctx: HttpContext) {
    const { request, response } = ctx
    const viewer = ctx.auth.getUserOrFail()
    await throttle('approve-post', [String(viewer.id)], { tries: 120, seconds: 3600 })
    const say = await sayOnFirstPosts(viewer, clock.now())
    if (say === 'none') throw new NotAllowed()
    const fingerprint = String(request.input('fingerprint') ?? '')
    const approver = { id: viewer.id, say, fingerprint }
    const result = await approve(idOf(ctx.params.id), approver, clock.now())
    if (!result.ok && result.refusal === 'gone') throw new NotFound()
    leaveNotice(ctx, `held_${result.ok ? result.value : result.refusal}`)
    return response.redirect().status(303).toPath('/held')
  }

  async refuse(ctx: HttpContext) {
    const { request, response, i18n } = ctx
    const viewer = ctx.auth.getUserOrFail()
    await throttle('approve-post', [String(viewer.id)], { tries: 120, seconds: 3600 })
    if ((await sayOnFirstPosts(viewer, clock.now())) !== 'alone') throw new NotAllowed()
    const id = idOf(ctx.params.id)
    const form = await readForm(ctx, refusalForm)
    const reason = String(request.input('reason') ?? '').slice(0, 1000)
    if (!form.ok) return this.#page(ctx, { id, reason }, i18n.t('feed.held.reason_needed'))
    const fingerprint = String(request.input('fingerprint') ?? '')
    const result = await holdBack(
      id,
      { id: viewer.id, fingerprint, reason: form.value.reason },
      clock.now()
    )
    if (!result.ok && result.refusal === 'gone') throw new NotFound()
    if (!result.ok && result.refusal === 'changed') {
      return this.#page(ctx, { id, reason }, i18n.t('notices.held_changed'))
    }
    leaveNotice(ctx, result.ok ? 'held_back' : 'held_let_through')
    return response.redirect().status(303).toPath('/held')
  }
}
