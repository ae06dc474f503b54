import { clock } from '#shared/clock'
import { dateLabel, dayLabel } from '#shared/date_label'
import type { Reader } from '#shared/http/pieces'
import { rendererFor } from '#shared/http/pieces'
import { prepared } from '#shared/prepared'
import { COMMENTS_OF_POST } from './feed_statements.js'
import { isHidingClause } from './hiding_clauses.js'
import { keptPieces } from './kept_pieces.js'
import { textToHtml } from './text_html.js'

export interface CommentRow {
  id: number
  post_id: number
  author_id: number
  author_revision: number
  body: string
  created_at: Date
  name: string
  handle: string
  place: string
  portrait_key: string | null
  /** Handles of the people named in it; null when its text has no `@`. */
  mentioned: string[] | null
  hidden_at: Date | null
  hidden_clause: string | null
}

const SHOWN = 500

/** The comments of a post in the order they were written, as this reader may see them. */
export async function commentRows(postId: number, readerId: number | null): Promise<CommentRow[]> {
  return prepared<CommentRow>(COMMENTS_OF_POST, [postId, readerId, SHOWN, clock.now()])
}

/** What a comment's place in the list needs, in a language. */
export function commentView(row: CommentRow, readerId: number | null, locale: string) {
  const own = row.author_id === readerId
  const whole = wholeComment(row, own, locale)
  if (!whole.hidden || own) return { ...whole, withheld: false }
  // Nothing of what it says, nor of who wrote it, stands in a marker.
  const author = { id: 0, name: '', handle: '', place: '', photo: null }
  return { ...whole, author, html: '', withheld: true }
}

function wholeComment(row: CommentRow, own: boolean, locale: string) {
  return {
    id: row.id,
    postId: row.post_id,
    author: {
      id: row.author_id,
      name: row.name,
      handle: row.handle,
      place: row.place,
      photo: row.portrait_key ? { key: row.portrait_key } : null,
    },
    html: textToHtml(row.body, row.mentioned ?? []),
    publishedAt: row.created_at.toISOString(),
    publishedLabel: dateLabel(row.created_at, locale),
    own,
    hidden: hiddenView(row, locale),
  }
}

function hiddenView({ hidden_at: at, hidden_clause: clause }: CommentRow, locale: string) {
  if (at === null || clause === null) return null
  const known = isHidingClause(clause) ? clause : ('other' as const)
  return { clause: known, at: at.toISOString(), label: dayLabel(at, locale) }
}

/**
 * Comments as HTML, kept like the cards: the words of a comment never change, so its author's revision,
 * whether it is hidden, the language and whether it is the reader's own are its whole key.
 */
export async function commentPieces(
  rows: CommentRow[],
  readerId: number | null,
  reader: Reader
): Promise<Buffer[]> {
  const made: Buffer[] = []
  for (const row of rows) {
    const own = row.author_id === readerId ? 'o' : ''
    const hidden = row.hidden_at ? `.${row.hidden_at.getTime()}` : ''
    const key = `comment.${row.id}.${row.author_revision}.${reader.locale}.${own}${hidden}`
    const kept = reader.csrf === null ? keptPieces.get(key) : null
    const piece = kept ?? (await renderComment(row, readerId, reader))
    if (!kept && reader.csrf === null) keptPieces.set(key, piece)
    made.push(piece)
  }
  return made
}

async function renderComment(row: CommentRow, readerId: number | null, reader: Reader) {
  const comment = commentView(row, readerId, reader.locale)
  return Buffer.from(await rendererFor(reader).render('feed/comment', { comment }))
}
