import type { HttpContext } from '@adonisjs/core/http'
import { NotFound } from '#shared/http/refusals'
import { beforeOf, tagPage } from './feed_page.js'
import { listPage } from './list_page.js'
import { foldTag, isTag } from './tags.js'

/** What was posted under a tag, however it was typed. */
export default class TagController {
  async handle(ctx: HttpContext) {
    const typed = String(ctx.params.tag)
    const tag = foldTag(typed)
    if (!isTag(tag)) throw new NotFound()
    const path = `/tags/${encodeURIComponent(tag)}`
    if (typed !== tag) return ctx.response.redirect().status(301).toPath(path)
    const list = await tagPage(tag, ctx.viewer, beforeOf(ctx.request.input('before')))
    const values = { tag }
    return listPage(ctx, list, {
      title: `#${tag}`,
      path,
      empty: {
        title: ctx.i18n.t('feed.tag.empty', values),
        text: ctx.i18n.t('feed.tag.empty_sentence', values),
      },
      section: 'feed',
    })
  }
}
