import { dateLabel } from '#shared/date_label'
import { escapeHtml, textToHtml } from '#feed/text_html'

/** Where a page's frame is open: its cards go here, and its comments. */
export const HERE = '<!-- here -->'

interface Written {
  id: number
  author_id: number
  name: string
  handle: string
  place: string
  portrait_key: string | null
  body: string
}

interface CardRow extends Written {
  visibility: string
  created_at: Date
  published_at: Date | null
  comments_count: number
  own: boolean
  thanked: boolean
  photos: Array<{ key: string; width: number; height: number; alt: string; avif: boolean }> | null
}

/** The card of a post, as the product's own view writes it in French. */
export function cardHtml(row: CardRow, signedIn: boolean, alone: boolean): string {
  const html = textToHtml(row.body)
  const photos = row.photos ?? []
  const at = row.published_at ?? row.created_at
  const spoken = photos.length === 0 && html.length < 260 ? 'post--spoken' : ''
  const time = timeHtml(at)
  return `<article class="post ${spoken} " id="post-${row.id}">
${alone ? `<h1 class="visually-hidden">Message de ${escapeHtml(row.name)}</h1>\n` : ''}<header class="byline">
${authorHtml(row)}${alone ? time : `<a href="/posts/${row.id}">${time}</a>`}
${row.visibility === 'signed_in' ? SIGNED_IN : ''}</p>
</header>
${photos.length > 0 ? photosHtml(photos) : ''}${html ? `<div class="prose">${html}</div>` : ''}
<footer class="post__actions">
<a class="act" href="${alone ? '#comments' : `/posts/${row.id}#comments`}">
${icon('reply')}

${row.comments_count === 0 ? 'Répondre' : row.comments_count === 1 ? '1 réponse' : `${row.comments_count} réponses`}</a>
${signedIn ? readerHtml(row) : ''}</footer>
</article>
`
}

/** A comment in the list under its post. */
export function commentHtml(row: Written & { created_at: Date }): string {
  return `
<li class="comment" id="comment-${row.id}">
<header class="byline">
${authorHtml(row)}<a href="#comment-${row.id}">${timeHtml(row.created_at)}</a>
</p>
</header>

<div class="prose">${textToHtml(row.body)}</div>
</li>

`
}

const icon = (name: string) =>
  `<svg class="icon" aria-hidden="true"><use href="/icons.svg#${name}"/></svg>`

const SIGNED_IN = `<span class="byline__mark" title="Seules les personnes connectées lisent ce message.">
${icon('lock')}

réservé au réseau</span>
`

function timeHtml(at: Date): string {
  return `<relative-time><time datetime="${at.toISOString()}">${dateLabel(at, 'fr')}</time></relative-time>`
}

function authorHtml(row: Written): string {
  const initials = row.name
    .split(/[\s-]+/)
    .map((word) => word[0] ?? '')
    .slice(0, 2)
    .join('')
    .toUpperCase()
  const picture = row.portrait_key
    ? `<img src="/photos/${row.portrait_key}/320.webp" alt="" width="112" height="112" loading="lazy">`
    : initials
  return `<span class="avatar a${row.author_id % 12} " aria-hidden="true">
${picture}
</span>
<p class="byline__name"><a href="/@${row.handle}">${escapeHtml(row.name)}</a></p>
<p class="byline__facts">
${row.place ? `<span>${escapeHtml(row.place)}</span>\n` : ''}`
}

function photosHtml(photos: NonNullable<CardRow['photos']>): string {
  const one = photos.length === 1
  const sizes = one ? '(min-width: 45em) 640px, 100vw' : '(min-width: 45em) 420px, 66vw'
  return `<div class="photos photos--${one ? 'one' : 'two'}">
${photos.map((photo, index) => photoHtml(photo, index, sizes)).join('\n')}
</div>
`
}

function photoHtml(photo: NonNullable<CardRow['photos']>[number], index: number, sizes: string) {
  const path = `/photos/${photo.key}`
  const tenths = Math.min(25, Math.max(5, Math.round((10 * photo.width) / photo.height)))
  return `<figure class="photo r${tenths}">
<a class="photo__link" href="${path}/1600.jpg">
<picture>
<source type="image/webp" srcset="${path}/320.webp 320w, ${path}/800.webp 800w, ${path}/1600.webp 1600w" sizes="${sizes}">
<img src="${path}/1600.jpg" alt="${escapeHtml(photo.alt || `Photo ${index + 1}, sans description`)}" width="${photo.width}" height="${photo.height}" decoding="async" loading="lazy">
</picture>
</a>
</figure>`
}

function readerHtml({ id, own, thanked }: CardRow): string {
  const thanks = `<toggle-form>
<form method="post" action="/posts/${id}/thanks${thanked ? '?_method=DELETE' : ''}">
<button class="act" aria-pressed="${thanked}" title="Un merci, que l’auteur est seul à voir">
${icon('thanks')}

Merci</button>
</form>
</toggle-form>
`
  const links = own
    ? `<a class="menu__link" href="/posts/${id}/edit">
${icon('edit')}

Modifier</a>
<a class="menu__link menu__link--danger" href="/posts/${id}/delete">
${icon('delete')}

Supprimer</a>
`
    : `<a class="menu__link" href="/moderation/report?post=${id}">
${icon('report')}

Signaler</a>
`
  return `${own ? '' : thanks}<details class="menu">
<summary aria-label="Autres actions sur ce message">
${icon('more')}
</summary>
<div class="menu__list">
${links}</div>
</details>
`
}
