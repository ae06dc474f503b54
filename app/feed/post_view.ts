import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { prepared } from '#shared/prepared'
import { dateLabel } from '#shared/date_label'
import { POSTS_BY_ID } from './feed_statements.js'
import { textToHtml } from './text_html.js'

/** A post as its card shows it, the same for every reader. */
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

/** What a card needs, in a language. */
export function postView(row: PostRow, locale: string): PostView {
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
  }
}
