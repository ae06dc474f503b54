import type { Reader } from '#shared/http/pieces'
import { rendererFor } from '#shared/http/pieces'
import type { FeedRow } from './feed_page.js'
import { cardsOf } from './post_cards.js'

/** From how many posts of one author in a row the later ones are folded away. */
const FOLD_FROM = 3

/** Where a reader had stopped, in the page's list: before the row of this index. */
export interface MarkerLine {
  index: number
  /** The newest number of the list: what « all read » moves the marker to. */
  upTo: number
  /** Nothing was ever read: there is no place to speak of yet. */
  first: boolean
}

/**
 * The pieces of a list in its order: cards, the later posts of an author who wrote several in a
 * row folded behind the first, and the line where the reader had stopped, which a fold never hides.
 */
export async function listPieces(
  rows: FeedRow[],
  reader: Reader,
  line: MarkerLine | null = null
): Promise<Buffer[]> {
  const cards = await cardsOf(rows, reader)
  const pieces: Buffer[] = []
  for (const [start, end] of runsOf(rows, line?.index ?? null)) {
    if (line && start === line.index) pieces.push(await markerPiece(line, reader))
    const run = cards.slice(start, end).filter((card) => card !== null)
    if (run.length < FOLD_FROM) pieces.push(...run)
    else pieces.push(...(await folded(run, rows[start]?.authorName ?? '', reader)))
  }
  if (line && line.index === rows.length) pieces.push(await markerPiece(line, reader))
  return pieces
}

/**
 * Where the line stands in a page, or null when it has none: above the first post that was read,
 * if something unread is above it, on this page or the one before.
 */
export function markerLine(
  rows: ReadonlyArray<{ seq: number }>,
  readUpTo: number | null,
  { before, top }: { before?: number; top?: number }
): MarkerLine | null {
  const upTo = top ?? rows[0]?.seq
  if (upTo === undefined) return null
  // The first time nothing has been read: the line closes the first page.
  if (readUpTo === null)
    return before === undefined ? { index: rows.length, upTo, first: true } : null
  const index = rows.findIndex(({ seq }) => seq <= readUpTo)
  const unreadAbove = index > 0 || (index === 0 && before !== undefined && before > readUpTo)
  return unreadAbove ? { index, upTo, first: false } : null
}

/** Cuts a list at each change of author, and at the line. */
function runsOf(rows: ReadonlyArray<{ authorId: number }>, line: number | null) {
  const runs: Array<[start: number, end: number]> = []
  let start = 0
  for (let index = 1; index <= rows.length; index += 1) {
    const same = index < rows.length && rows[index]?.authorId === rows[start]?.authorId
    if (same && index !== line) continue
    runs.push([start, index])
    start = index
  }
  return rows.length === 0 ? [] : runs
}

async function folded(run: Buffer[], name: string, reader: Reader): Promise<Buffer[]> {
  const [first, ...others] = run
  if (!first) return []
  const html = await rendererFor(reader).render('feed/fold', { count: others.length, name })
  return [first, Buffer.from(html), ...others, Buffer.from('</details>')]
}

async function markerPiece({ upTo, first }: MarkerLine, reader: Reader): Promise<Buffer> {
  return Buffer.from(await rendererFor(reader).render('feed/marker', { upTo, first }))
}
