import type { HttpContext } from '@adonisjs/core/http'
import { sentencesIn } from '#shared/http/languages'
import { NotFound } from '#shared/http/refusals'
import { throttle } from '#shared/http/throttle'
import { network } from '#organisation/network'
import { feedHead } from '../feed_head.js'
import { feedPage } from '../feed_page.js'
import { feedDocument } from './feed_document.js'
import { formatOf } from './feed_format.js'
import { feedItems } from './feed_items.js'
import { FeedToken } from './feed_token.js'
import { READERS } from './readers_allowance.js'
import { sendFeed } from './send_feed.js'

/** A member's own feed, filters and all, for the reader that has its key. */
export default class PrivateFeedController {
  async handle(ctx: HttpContext) {
    await throttle('feed-reader', [ctx.request.ip()], READERS)
    const format = formatOf(ctx.request.url())
    const token = String(ctx.params.token)
    const holder = await FeedToken.holder(token)
    if (!holder) throw new NotFound()
    const i18n = sentencesIn(holder.locale)
    const { name } = await network(holder.locale)
    const { rows } = await feedPage(holder)
    const facts = {
      title: i18n.t('syndication.private', { network: name }),
      description: i18n.t('syndication.private_text'),
      page: '/feed',
      // Its own address without its key: readers show and share what stands in here.
      self: `/me/feeds#${format}`,
      head: format === 'atom' ? await feedHead() : null,
    }
    const items = await feedItems(rows, holder.locale)
    return sendFeed(ctx, feedDocument(format, facts, items, i18n), format, 'private')
  }
}
