import { marksIn, type Mark } from './marks.js'

const ESCAPES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

const NOBODY: readonly string[] = []

/**
 * A written text as safe HTML: paragraphs at blank lines, line breaks kept; web addresses (as links
 * that pass no reputation on), tags and the people of `mentioned` (handles) as links. Everything
 * else is text: no markup is interpreted.
 */
export function textToHtml(text: string, mentioned: readonly string[] = NOBODY): string {
  const html = linked(text, mentioned)
  return html
    .split(/\n{2,}/)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== '')
    .map((paragraph) => `<p>${paragraph.replaceAll('\n', '<br>')}</p>`)
    .join('\n')
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character)
}

/** No mark holds a line break, so the text can be cut into paragraphs after its links are made. */
function linked(text: string, mentioned: readonly string[]): string {
  let html = ''
  let from = 0
  for (const mark of marksIn(text)) {
    html += escapeHtml(text.slice(from, mark.index)) + link(mark, mentioned)
    from = mark.index + mark.text.length
  }
  return html + escapeHtml(text.slice(from))
}

function link(mark: Mark, mentioned: readonly string[]): string {
  if (mark.kind === 'address') return webLink(mark.text)
  const text = escapeHtml(mark.text)
  if (mark.kind === 'tag') return `<a href="/tags/${encodeURIComponent(mark.tag)}">${text}</a>`
  return mentioned.includes(mark.handle) ? `<a href="/@${mark.handle}">${text}</a>` : text
}

function webLink(address: string): string {
  if (!URL.canParse(address)) return escapeHtml(address)
  const shown = address.replace(/^https?:\/\//, '').replace(/\/$/, '')
  const short = shown.length > 48 ? `${shown.slice(0, 47)}…` : shown
  return `<a href="${escapeHtml(address)}" rel="nofollow ugc noopener">${escapeHtml(short)}</a>`
}
