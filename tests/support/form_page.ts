/** What stands in a page's forms, name by name, as a browser would send it. */
export function filledIn(html: string): Record<string, string[]> {
  const fields: Record<string, string[]> = {}
  const add = (name: string, value: string) => (fields[name] ??= []).push(value)
  for (const [, attributes = '', text = ''] of html.matchAll(TEXTAREA)) {
    add(attribute(attributes, 'name') ?? '', readable(text))
  }
  for (const [, attributes = ''] of html.matchAll(INPUT)) {
    const name = attribute(attributes, 'name')
    const type = attribute(attributes, 'type')
    const chosen = type !== 'radio' || / checked(?=[\s=]|$)/.test(attributes)
    if (name && type !== 'file' && chosen) add(name, attribute(attributes, 'value') ?? '')
  }
  return fields
}

/** The sentences that a page says of what must be mended, as they are read. */
export function complaints(html: string): string[] {
  const [, list = ''] = /<div class="errors"[^>]*>([^]*?)<\/div>/.exec(html) ?? []
  return [...list.matchAll(/<li>([^]*?)<\/li>/g)].map(([, item = '']) =>
    readable(item.replace(/<[^>]+>/g, '')).trim()
  )
}

/** Text as it is read on the screen, without the entities of HTML. */
export function readable(html: string): string {
  return html
    .replace(/&#(x?)([0-9a-f]+);/gi, (_, hexadecimal: string, digits: string) =>
      String.fromCodePoint(Number.parseInt(digits, hexadecimal ? 16 : 10))
    )
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
}

const TEXTAREA = /<textarea([^>]*)>([^]*?)<\/textarea>/g
const INPUT = /<input((?:[^>"]|"[^"]*")*)>/g

function attribute(attributes: string, name: string): string | null {
  const [, value] = new RegExp(` ${name}="([^"]*)"`).exec(attributes) ?? []
  return value === undefined ? null : readable(value)
}
