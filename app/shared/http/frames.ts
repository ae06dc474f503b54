const MARK = '\u0000'
const HOLES = new RegExp(`${MARK}(\\w+)${MARK}`)
const KEPT = 1000

/** A rendered page cut at its holes: a text in the bytes that are sent, a hole's name, a text… */
export type Frame = Array<Buffer | string>

/** What goes into each hole, whole or in pieces. */
export type Fillings = Record<string, Buffer | Buffer[]>

const frames = new Map<string, Frame>()

/** What a template is given in place of something that differs from reader to reader. */
export function hole(name: string): string {
  return MARK + name + MARK
}

export function cut(html: string): Frame {
  return html.split(HOLES).map((part, index) => (index % 2 === 0 ? Buffer.from(part) : part))
}

/** The page whole again; throws when a hole has nothing to be filled with. */
export function fill(frame: Frame, fillings: Fillings): Buffer {
  const pieces: Buffer[] = []
  for (const part of frame) {
    const piece = typeof part === 'string' ? fillings[part] : part
    if (piece === undefined) throw new Error(`Nothing fills the page's hole "${String(part)}"`)
    if (Array.isArray(piece)) pieces.push(...piece)
    else pieces.push(piece)
  }
  return Buffer.concat(pieces)
}

/** The frame kept under this key, else a fresh one; when there are too many, the oldest goes. */
export async function keptFrame(key: string, render: () => Promise<string>): Promise<Frame> {
  const kept = frames.get(key)
  if (kept) return kept
  const frame = cut(await render())
  const [oldest] = frames.keys()
  if (frames.size >= KEPT && oldest !== undefined) frames.delete(oldest)
  frames.set(key, frame)
  return frame
}
