const MARK = '\u0000'
const HOLES = new RegExp(`${MARK}(\\w+)${MARK}`)
const KEPT = 1000
const frames = new Map<string, string[]>()

/** What a template is given in place of something that differs from reader to reader. */
export function hole(name: string): string {
  return MARK + name + MARK
}

/** A rendered page cut at its holes: text, name of a hole, text, name… */
export function cut(html: string): string[] {
  return html.split(HOLES)
}

/** The page whole again; throws when a hole has nothing to be filled with. */
export function fill(frame: string[], fillings: Record<string, string>): string {
  let html = ''
  for (const [index, part] of frame.entries()) {
    if (index % 2 === 0) html += part
    else html += fillings[part] ?? unfilled(part)
  }
  return html
}

/** The frame kept under this key, or a fresh one: oldest out first. */
export async function keptFrame(key: string, render: () => Promise<string>): Promise<string[]> {
  const kept = frames.get(key)
  if (kept) return kept
  const frame = cut(await render())
  const [oldest] = frames.keys()
  if (frames.size >= KEPT && oldest !== undefined) frames.delete(oldest)
  frames.set(key, frame)
  return frame
}

function unfilled(name: string): never {
  throw new Error(`Nothing to put into the page's hole "${name}"`)
}
