import type { HttpContext } from '@adonisjs/core/http'
import { formToken } from '#shared/http/form_token'
import { hole } from '#shared/http/frames'
import { framedPage } from '#shared/http/page'
import { wantsJson } from '#shared/http/wants_json'
import { listPieces, markerLine } from './feed_list.js'
import { beforeOf, feedPage } from './feed_page.js'
import { postViews } from './post_view.js'

/** The feed, newest first, to its end. */
export default class FeedController {
  async handle(ctx: HttpContext) {
    const { request, response, i18n } = ctx
    const viewer = ctx.auth.getUserOrFail()
    const asked = beforeOf(request.input('before'))
    const { rows, before } = await feedPage(viewer, asked)
    if (wantsJson(ctx)) {
      return response.json({ posts: await postViews(rows, i18n.locale), before })
    }
    const reader = { locale: i18n.locale, signedIn: true, csrf: formToken(ctx) }
    const line = markerLine(rows, viewer.readUpTo, {
      before: asked,
      top: beforeOf(request.input('top')),
    })
    const cards = await listPieces(rows, reader, line)
    const top = beforeOf(request.input('top')) ?? rows[0]?.seq ?? 0
    return framedPage(ctx, {
      template: 'feed/feed',
      frame: {
        cards: cards.length > 0 ? [hole('cards')] : [],
        before: before === null ? null : hole('before'),
        top: hole('top'),
        first: asked === undefined,
        asked: hole('asked'),
      },
      fillings: {
        cards,
        before: Buffer.from(String(before)),
        top: Buffer.from(String(top)),
        asked: Buffer.from(asked === undefined ? '' : `?before=${asked}`),
      },
    })
  }
}
