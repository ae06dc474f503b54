import type { HttpContext } from '@adonisjs/core/http'
import { clock } from '#shared/clock'
import { leaveNotice } from '#shared/http/notice'
import { wantsJson } from '#shared/http/wants_json'
import { keepPost, letGoOfPost } from './bookmarks.js'
import { beforeOf, bookmarksPage } from './feed_page.js'
import { findPost } from './find_post.js'
import { listPage } from './list_page.js'

/** What one keeps to read again: for one's own eyes only. */
export default class BookmarksController {
  async index(ctx: HttpContext) {
    const { i18n } = ctx
    const before = beforeOf(ctx.request.input('before'))
    return listPage(ctx, await bookmarksPage(ctx.auth.getUserOrFail().id, before), {
      title: i18n.t('feed.bookmarks.title'),
      intro: i18n.t('feed.bookmarks.intro'),
      path: '/bookmarks',
      empty: {
        title: i18n.t('feed.bookmarks.empty'),
        text: i18n.t('feed.bookmarks.empty_sentence'),
      },
      section: 'me',
    })
  }

  async store(ctx: HttpContext) {
    const post = await findPost(ctx)
    await keepPost(post.id, ctx.auth.getUserOrFail().id, clock.now())
    return this.#back(ctx, post.id, 'post_kept')
  }

  async destroy(ctx: HttpContext) {
    const post = await findPost(ctx)
    await letGoOfPost(post.id, ctx.auth.getUserOrFail().id)
    return this.#back(ctx, post.id, 'post_let_go')
  }

  #back(ctx: HttpContext, id: number, notice: string) {
    if (wantsJson(ctx)) return ctx.response.noContent()
    leaveNotice(ctx, notice)
    return ctx.response.redirect().status(303).toPath(`/posts/${id}`)
  }
}
