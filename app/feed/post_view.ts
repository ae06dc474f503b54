import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { prepared } from '#shared/prepared'
import { dateLabel, dayLabel } from '#shared/date_label'
import { isHidingClause, type HidingClause } from './hiding_clauses.js'
import { POSTS_BY_ID } from './feed_statements.js'
import { textToHtml } from './text_html.js'

/** A post as its card shows it: the same for every reader but, when it is hidden, its author. */
export interface PostView {
  id: number
  author: {
    id: number
    name: string
    handle: string
    place: string
    photo: { key: string } | null
  }
  html: string
  body: string
  publishedAt: string
  publishedLabel: string
  edited: boolean
  visibility: 'public' | 'signed_in'
  /** What to say before the post opens; empty when nothing. */
  contentWarning: string
  place: { slug: string; name: string } | null
  photos: PhotoView[]
  commentsCount: number
  /** The decision that hides it; null when it is shown. */
  hidden: { clause: HidingClause; at: string; label: string } | null
  /** A decision put this warning over it; null for most. */
  label: HidingClause | null
  /** Hidden from this reader: nothing of what it says, nor of who wrote it, stands in here. */
  withheld: boolean
}

export interface PhotoView {
  id: number
  key: string
  width: number
  height: number
  alt: string
  avif: boolean
  colour: string | null
}

export interface PostRow {
  id: number
  author_id: number
  name: string
  handle: string
  place: string
  portrait_key: string | null
  body: string
  visibility: 'public' | 'signed_in'
  created_at: Date
  published_at: Date | null
  edited_at: Date | null
  comments_count: number
  content_warning: string
  hidden_at: Date | null
  hidden_clause: string | null
  labelled_clause: string | null
  placed: { slug: string; name: string } | null
  /** Handles of the people named in it; null when its text has no `@`. */
  mentioned: string[] | null
  photos: PhotoView[] | null
}

/** The rows of several posts, in any order. */
export async function postRows(
  ids: number[],
  transaction?: TransactionClientContract
): Promise<PostRow[]> {
  if (ids.length === 0) return []
  return prepared<PostRow>(POSTS_BY_ID, [ids], transaction)
}

/** Posts of a list in its order, as its reader may see them. */
export async function postViews(
  list: ReadonlyArray<{ id: number; own: boolean }>,
  locale: string
): Promise<PostView[]> {
  const rows = await postRows(list.map(({ id }) => id))
  return list.flatMap(({ id, own }) => {
    const row = rows.find((one) => one.id === id)
    return row ? postView(row, locale, own) : []
  })
}

/** What a card needs, in a language; `own` is whether its reader wrote it. */
export function postView(row: PostRow, locale: string, own: boolean): PostView {
  return row.hidden_at && !own ? withheld(wholeView(row, locale)) : wholeView(row, locale)
}

function wholeView(row: PostRow, locale: string): PostView {
  const at = row.published_at ?? row.created_at
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
    body: row.body,
    publishedAt: at.toISOString(),
    publishedLabel: dateLabel(at, locale),
    edited: row.edited_at !== null,
    visibility: row.visibility,
    contentWarning: row.content_warning,
    place: row.placed,
    photos: row.photos ?? [],
    commentsCount: row.comments_count,
    hidden: hiddenView(row, locale),
    label: row.labelled_clause === null ? null : knownClause(row.labelled_clause),
    withheld: false,
  }
}

function hiddenView({ hidden_at: at, hidden_clause: clause }: PostRow, locale: string) {
  if (at === null || clause === null) return null
  return { clause: knownClause(clause), at: at.toISOString(), label: dayLabel(at, locale) }
}

const knownClause = (clause: string): HidingClause => (isHidingClause(clause) ? clause : 'other')

function withheld(view: PostView): PostView {
  const author = { id: 0, name: '', handle: '', place: '', photo: null }
  const nothing = { html: '', body: '', contentWarning: '', place: null, photos: [], label: null }
  return { ...view, ...nothing, author, withheld: true }
}
