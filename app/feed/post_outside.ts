import type { I18n } from '@adonisjs/i18n'
import { appUrl } from '#config/installation'
import { hole, type Fillings } from '#shared/http/frames'
import { carriesPhotos, itemTitle, photoAddress } from './feeds/feed_item_html.js'
import type { PostView } from './post_view.js'
import { escapeHtml } from './text_html.js'

/** How a public post presents itself elsewhere: its address to share, and its card (Open Graph). */
export interface PostOutside {
  address: string
  title: string
  description: string
  /** Its first photo, unless a warning covers it; empty when there is none. */
  image: string
  imageAlt: string
}

const LONGEST = 200

/** A post as others may show it; null for what is reserved, hidden or not yet there. */
export function postOutside(post: PostView, i18n: I18n, pending: boolean): PostOutside | null {
  if (pending || post.visibility !== 'public' || post.hidden) return null
  const [photo] = carriesPhotos(post) ? post.photos : []
  const text = (post.contentWarning || post.body).replace(/\s+/g, ' ').trim()
  return {
    address: `${appUrl}/posts/${post.id}`,
    title: itemTitle(post, i18n),
    description: text.length > LONGEST ? `${text.slice(0, LONGEST - 1).trimEnd()}…` : text,
    image: photo ? photoAddress(photo.key, appUrl) : '',
    imageAlt: photo?.alt ?? '',
  }
}

const PARTS = ['address', 'title', 'description', 'image', 'imageAlt'] as const

/** The same for a frame that is kept: holes where there is something to say, and what fills them. */
export function framedOutside(outside: PostOutside | null) {
  const fillings: Fillings = {}
  if (!outside) return { outside, fillings }
  const holes = { ...outside }
  for (const part of PARTS) {
    if (outside[part] === '') continue
    holes[part] = hole(`outside_${part}`)
    fillings[`outside_${part}`] = Buffer.from(escapeHtml(outside[part]))
  }
  return { outside: holes, fillings }
}
