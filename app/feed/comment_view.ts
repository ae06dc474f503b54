import { clock } from '#shared/clock'
import { dateLabel } from '#shared/date_label'
import type { Reader } from '#shared/http/pieces'
import { rendererFor } from '#shared/http/pieces'
import { prepared } from '#shared/prepared'
import { COMMENTS_OF_POST } from './feed_statements.js'
import { keptPieces } from './kept_pieces.js'
import { textToHtml } from './text_html.js'

export interface CommentRow {
  id: number
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
}

const SHOWN = 500

/** The comments of a post in the order they were written, as this reader may see them. */
export async function commentRows(postId: number, readerId: number | null): Promise<CommentRow[]> {
  return prepared<CommentRow>(COMMENTS_OF_POST, [postId, readerId, SHOWN, clock.now()])
}

/** What a comment's place in the list needs, in a language. */
export function commentView(row: CommentRow, readerId: number | null, locale: string) {
  return {
    id: row.id,
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
    own: row.author_id === readerId,
  }
}

/**
 * Comments as HTML, kept like the cards: a comment never changes, so its author's revision, the
 * language and whether it is the reader's own are its whole key.
 */
export async function commentPieces(
  rows: CommentRow[],
  readerId: number | null,
  reader: Reader
): Promise<Buffer[]> {
  const made: Buffer[] = []
  for (const row of rows) {
    const own = row.author_id === readerId ? 'o' : ''
    const key = `comment.${row.id}.${row.author_revision}.${reader.locale}.${own}`
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
