import { Feed, type Item } from 'feed'
import type { I18n } from '@adonisjs/i18n'
import { appUrl } from '#config/installation'
import { escapeHtml } from '../text_html.js'
import type { FeedFormat } from './feed_format.js'
import type { FeedItem } from './feed_items.js'
import { carriesPhotos, itemHtml, itemTitle, photoAddress } from './feed_item_html.js'

/** What a feed says of itself. */
export interface FeedFacts {
  title: string
  description: string
  /** Its page and its own address, as paths of ours. */
  page: string
  self: string
  /** The head of the chain, which an Atom feed publishes. */
  head: { sequence: number; hash: string } | null
}

// What XML 1.0 cannot hold, not even escaped.
// eslint-disable-next-line no-control-regex
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g

/** A feed in one format, the same bytes for the same posts: its date is that of its latest change. */
export function feedDocument(
  format: FeedFormat,
  facts: FeedFacts,
  items: FeedItem[],
  i18n: I18n
): string {
  const latest = items.reduce((date, one) => Math.max(date, one.changedAt.getTime()), 0)
  const clean = (text: string) => text.toWellFormed().replace(FORBIDDEN, '')
  const feed = new Feed({
    id: `${appUrl}${facts.self}`,
    title: clean(facts.title),
    description: clean(facts.description),
    link: `${appUrl}${facts.page}`,
    language: i18n.locale,
    feed: `${appUrl}${facts.self}`,
    feedLinks: { json: `${appUrl}${facts.self}` },
    updated: new Date(latest),
    generator: 'Placette',
  })
  for (const item of items) feed.addItem(asItem(item, format, i18n, clean))
  if (format === 'rss') return feed.rss2()
  if (format === 'json') return feed.json1()
  return withHead(feed.atom1(), facts.head)
}

function asItem(
  { post, publishedAt, changedAt, photoBytes }: FeedItem,
  format: FeedFormat,
  i18n: I18n,
  clean: (text: string) => string
): Item {
  const address = `${appUrl}/posts/${post.id}`
  const title = clean(itemTitle(post, i18n))
  const [photo] = carriesPhotos(post) ? post.photos : []
  const url = photo ? photoAddress(photo.key, appUrl) : ''
  return {
    id: address,
    link: address,
    // Atom and RSS titles are read as HTML, those of JSON as text.
    title: format === 'json' ? title : escapeHtml(title),
    content: clean(itemHtml(post, i18n, appUrl)),
    date: changedAt,
    published: publishedAt,
    author: [{ name: clean(post.author.name), link: `${appUrl}/@${post.author.handle}` }],
    ...(photo && format !== 'json'
      ? { enclosure: { url, type: 'image/jpeg', length: photoBytes ?? 0 } }
      : {}),
    ...(photo && format === 'json' ? { image: url, extensions: [attachments(post)] } : {}),
  }
}

function attachments({ photos }: FeedItem['post']) {
  return {
    name: 'attachments',
    objects: photos.map(({ key, alt }) => ({
      url: photoAddress(key, appUrl),
      mime_type: 'image/jpeg',
      ...(alt ? { title: alt } : {}),
    })) as unknown as Record<string, unknown>,
  }
}

/**
 * The library takes a photo's type from its ending (`image/jpg`, which does not exist) and has no
 * place for elements of other namespaces: both are mended here, before the first entry. Nothing that
 * people wrote can match: their quotation marks are escaped.
 */
function withHead(atom: string, head: FeedFacts['head']): string {
  const typed = atom.replaceAll(' type="image/jpg"', ' type="image/jpeg"')
  if (!head) return typed
  const chain = `<placette:chain sequence="${head.sequence}" sha256="${head.hash}" href="${appUrl}/feed/proof"/>`
  return typed
    .replace('xmlns="', `xmlns:placette="${NAMESPACE}" xmlns="`)
    .replace('</updated>', `</updated>\n    ${chain}`)
}

/** A name only: nothing is fetched from it. */
const NAMESPACE = 'urn:placette:feed'
