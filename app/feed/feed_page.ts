import { prepared } from '#shared/prepared'
import {
  PUBLIC_FEED,
  PUBLIC_PROFILE,
  SIGNED_IN_FEED,
  SIGNED_IN_PROFILE,
} from './feed_statements.js'

/** A post's place in a list, with what differs from reader to reader. */
export interface FeedRow {
  id: number
  seq: number
  revision: number
  displayRevision: number
  authorRevision: number
  commentsCount: number
  own: boolean
  thanked: boolean
}

export interface FeedPage {
  rows: FeedRow[]
  /** The key of the page that follows, or null at the end of the feed. */
  before: number | null
}

export const PAGE_SIZE = 20

const NEWEST = Number.MAX_SAFE_INTEGER

/**
 * A page of the feed, newest first: everything published below `before`, less what this reader
 * blocks; a visitor sees what is public. Nothing else chooses or orders (design: time only).
 */
export async function feedPage(
  readerId: number | null,
  before: number = NEWEST,
  size = PAGE_SIZE
): Promise<FeedPage> {
  const rows =
    readerId === null
      ? await prepared<FeedRow>(PUBLIC_FEED, [before, size + 1])
      : await prepared<FeedRow>(SIGNED_IN_FEED, [readerId, before, size + 1])
  return pageOf(rows, size)
}

/** A page of one author's posts, as this reader may see them. */
export async function profilePage(
  authorId: number,
  readerId: number | null,
  before: number = NEWEST,
  size = PAGE_SIZE
): Promise<FeedPage> {
  const rows =
    readerId === null
      ? await prepared<FeedRow>(PUBLIC_PROFILE, [before, size + 1, authorId])
      : await prepared<FeedRow>(SIGNED_IN_PROFILE, [readerId, before, size + 1, authorId])
  return pageOf(rows, size)
}

/** The key in an address (`?before=123`); anything else reads from the newest. */
export function beforeOf(text: unknown): number | undefined {
  const number = Number(text)
  return Number.isSafeInteger(number) && number > 0 ? number : undefined
}

function pageOf(rows: FeedRow[], size: number): FeedPage {
  const shown = rows.slice(0, size)
  const last = shown.at(-1)
  return { rows: shown, before: rows.length > size && last ? last.seq : null }
}
