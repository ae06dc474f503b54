import type { HttpContext } from '@adonisjs/core/http'
import { formToken } from '#shared/http/form_token'
import { hole } from '#shared/http/frames'
import { framedPage } from '#shared/http/page'
import { wantsJson } from '#shared/http/wants_json'
import { beforeOf, feedPage } from './feed_page.js'
import { postCards } from './post_cards.js'
import { postRows, postView } from './post_view.js'

/** The feed, newest first, to its end. */
export default class FeedController {
  async handle(ctx: HttpContext) {
    const { request, response, i18n } = ctx
    const viewer = ctx.auth.getUserOrFail()
    const { rows, before } = await feedPage(viewer.id, beforeOf(request.input('before')))
    if (wantsJson(ctx)) {
      const posts = await postRows(rows.map(({ id }) => id))
      const ordered = rows.flatMap(({ id }) => posts.find((post) => post.id === id) ?? [])
      return response.json({ posts: ordered.map((post) => postView(post, i18n.locale)), before })
    }
    const reader = { locale: i18n.locale, signedIn: true, csrf: formToken(ctx) }
    const cards = await postCards(rows, reader)
    return framedPage(ctx, {
      template: 'feed/feed',
      frame: {
        cards: cards.length > 0 ? [hole('cards')] : [],
        before: before === null ? null : hole('before'),
        first: !request.input('before'),
      },
      fillings: { cards, before: Buffer.from(String(before)) },
    })
  }
}
