const ESCAPES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

const ADDRESS = /https?:\/\/[^\s<>"']+/g
const TRAILING = /[.,;:!?)\]}»…]+$/

/**
 * A written text as safe HTML: paragraphs at blank lines, line breaks kept, web addresses as links
 * that pass no reputation on. Everything else is text: no markup is interpreted.
 */
export function textToHtml(text: string): string {
  return text
    .split(/\n{2,}/)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== '')
    .map((paragraph) => `<p>${linked(paragraph).replaceAll('\n', '<br>')}</p>`)
    .join('\n')
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character)
}

function linked(paragraph: string): string {
  let html = ''
  let from = 0
  for (const match of paragraph.matchAll(ADDRESS)) {
    const address = match[0].replace(TRAILING, '')
    html += escapeHtml(paragraph.slice(from, match.index)) + link(address)
    from = match.index + address.length
  }
  return html + escapeHtml(paragraph.slice(from))
}

function link(address: string): string {
  if (!URL.canParse(address)) return escapeHtml(address)
  const shown = address.replace(/^https?:\/\//, '').replace(/\/$/, '')
  const short = shown.length > 48 ? `${shown.slice(0, 47)}…` : shown
  return `<a href="${escapeHtml(address)}" rel="nofollow ugc noopener">${escapeHtml(short)}</a>`
}
