import type { I18n } from '@adonisjs/i18n'
import { escapeHtml } from '../text_html.js'
import type { PostView } from '../post_view.js'

const TITLE = 80

/** A post's title in a list of titles: its warning, its first line, else what it is. */
export function itemTitle(post: PostView, i18n: I18n): string {
  if (post.contentWarning) return post.contentWarning
  const [line = ''] = post.body.trim().split('\n')
  const text = line.length > TITLE ? `${line.slice(0, TITLE - 1).trimEnd()}…` : line
  return text || i18n.t('syndication.photo_by', { name: post.author.name })
}

/**
 * A post as HTML that stands elsewhere: every address is absolute. Under a warning only the warning
 * is carried. Photos of what is reserved to the network stay here, since whoever has a photo's
 * address without an account is refused it.
 */
export function itemHtml(post: PostView, i18n: I18n, base: string): string {
  const address = `${base}/posts/${post.id}`
  if (post.contentWarning) {
    const open = i18n.t('syndication.open')
    return `<p>${escapeHtml(post.contentWarning)}</p>\n<p><a href="${address}">${escapeHtml(open)}</a></p>`
  }
  const parts = [post.html.replaceAll(' href="/', ` href="${base}/`)]
  if (carriesPhotos(post)) parts.push(...post.photos.map((photo) => photoHtml(photo, base)))
  else if (post.photos.length > 0) {
    const sentence = i18n.t('syndication.photos_here', { count: post.photos.length })
    parts.push(`<p><a href="${address}">${escapeHtml(sentence)}</a></p>`)
  }
  return parts.filter((part) => part !== '').join('\n')
}

/** Whether its photos may be fetched by whoever reads the feed. */
export const carriesPhotos = (post: PostView) =>
  post.visibility === 'public' && post.contentWarning === ''

export const photoAddress = (key: string, base: string) => `${base}/photos/${key}/1600.jpg`

function photoHtml({ key, alt, width, height }: PostView['photos'][number], base: string): string {
  return `<p><img src="${photoAddress(key, base)}" alt="${escapeHtml(alt)}" width="${width}" height="${height}"></p>`
}
