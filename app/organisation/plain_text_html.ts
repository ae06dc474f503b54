const ESCAPES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

const ADDRESS = /https?:\/\/[^\s<>"']*[^\s<>"'.,;:!?)\]}»…]/g
const NUMBERED = /^\d{1,3}[.)] +/
const DASHED = /^[-*] +/

/**
 * A network's own text as safe HTML: paragraphs at blank lines, `## ` titles, lists of lines that
 * begin with `- ` or `1. `, web addresses as links. All else is text: no markup is interpreted.
 */
export function plainTextHtml(text: string): string {
  return text
    .replaceAll('\r\n', '\n')
    .split(/\n{2,}/)
    .map((block) => block.trim())
    .filter((block) => block !== '')
    .map(blockHtml)
    .join('\n')
}

function blockHtml(block: string): string {
  const lines = block.split('\n')
  const [first = ''] = lines
  if (lines.length === 1 && /^#{1,3} /.test(first)) {
    return `<h2>${linked(first.replace(/^#+ +/, ''))}</h2>`
  }
  if (lines.every((line) => DASHED.test(line))) return list('ul', lines, DASHED)
  if (lines.every((line) => NUMBERED.test(line))) return list('ol', lines, NUMBERED)
  return `<p>${lines.map(linked).join('<br>')}</p>`
}

function list(tag: 'ul' | 'ol', lines: string[], mark: RegExp): string {
  return `<${tag}>${lines.map((line) => `<li>${linked(line.replace(mark, ''))}</li>`).join('')}</${tag}>`
}

function linked(line: string): string {
  let html = ''
  let from = 0
  for (const match of line.matchAll(ADDRESS)) {
    html += escape(line.slice(from, match.index))
    html += `<a href="${escape(match[0])}" rel="nofollow noopener">${escape(match[0])}</a>`
    from = match.index + match[0].length
  }
  return html + escape(line.slice(from))
}

const escape = (text: string) => text.replace(/[&<>"']/g, (sign) => ESCAPES[sign] ?? sign)
