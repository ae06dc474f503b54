import type { HttpContext } from '@adonisjs/core/http'
import { sentencesIn } from '#shared/http/languages'
import { NotFound } from '#shared/http/refusals'
import { throttle } from '#shared/http/throttle'
import { network, offeredLanguages } from '#organisation/network'
import { Person } from '#people/person'
import { feedHead } from '../feed_head.js'
import { feedPage, profilePage } from '../feed_page.js'
import { feedDocument } from './feed_document.js'
import { formatOf } from './feed_format.js'
import { feedItems } from './feed_items.js'
import { READERS } from './readers_allowance.js'
import { sendFeed } from './send_feed.js'

/** What is public, for feed readers: of everyone, or of one person. In the network's own language. */
export default class PublicFeedController {
  async all(ctx: HttpContext) {
    await throttle('feed-reader', [ctx.request.ip()], READERS)
    const format = formatOf(ctx.request.url())
    const [locale = 'fr'] = await offeredLanguages()
    const i18n = sentencesIn(locale)
    const { name, tagline } = await network(locale)
    const { rows } = await feedPage(null)
    const facts = {
      title: name,
      description: tagline || name,
      page: '/',
      self: `/feed.${format}`,
      head: format === 'atom' ? await feedHead() : null,
    }
    const items = await feedItems(rows, locale)
    return sendFeed(ctx, feedDocument(format, facts, items, i18n), format, 'public')
  }

  async person(ctx: HttpContext) {
    await throttle('feed-reader', [ctx.request.ip()], READERS)
    const format = formatOf(ctx.request.url())
    const [locale = 'fr'] = await offeredLanguages()
    const i18n = sentencesIn(locale)
    const person = await Person.findBy('handle', String(ctx.params.handle).slice(1).toLowerCase())
    if (!person) throw new NotFound()
    const { name } = await network(locale)
    const { rows } = await profilePage(person.id, null)
    const facts = {
      title: i18n.t('syndication.of_person', { name: person.name, network: name }),
      description: person.bio || name,
      page: `/@${person.handle}`,
      self: `/@${person.handle}/feed.${format}`,
      head: null,
    }
    const items = await feedItems(rows, locale)
    return sendFeed(ctx, feedDocument(format, facts, items, i18n), format, 'public')
  }
}
