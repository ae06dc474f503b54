import { clock } from '#shared/clock'
import { prepared } from '#shared/prepared'
import {
  BOOKMARKED,
  CHOSEN_PLACES_FEED,
  PUBLIC_FEED,
  PUBLIC_PLACE,
  PUBLIC_PROFILE,
  PUBLIC_TAG,
  SIGNED_IN_FEED,
  SIGNED_IN_PLACE,
  SIGNED_IN_PROFILE,
  SIGNED_IN_TAG,
} from './feed_statements.js'

/** A post's place in a list, with what differs from reader to reader. */
export interface FeedRow {
  id: number
  /** The list's own key: the number of publication, or when the reader kept it. */
  seq: number
  authorId: number
  authorName: string
  revision: number
  displayRevision: number
  authorRevision: number
  commentsCount: number
  own: boolean
  thanked: boolean
  kept: boolean
}

export interface FeedPage {
  rows: FeedRow[]
  /** The key of the page that follows, or null at the end of the feed. */
  before: number | null
}

/** Who reads: a signed-in person, or null for a visitor. */
export type FeedReader = { id: number; choosesPlaces: boolean } | null

export const PAGE_SIZE = 20

/** Above every key: from the newest. */
export const NEWEST = Number.MAX_SAFE_INTEGER

/**
 * A page of the feed, newest first: everything published below `before`, less what this reader
 * chose not to see (blocks, mutes, words, places); a visitor sees what is public. Nothing else
 * chooses or orders (design: time only).
 */
export async function feedPage(
  reader: FeedReader,
  before: number = NEWEST,
  size = PAGE_SIZE
): Promise<FeedPage> {
  if (reader === null) return pageOf(await prepared<FeedRow>(PUBLIC_FEED, [before, size + 1]), size)
  const statement = reader.choosesPlaces ? CHOSEN_PLACES_FEED : SIGNED_IN_FEED
  const values = [reader.id, before, size + 1, clock.now()]
  return pageOf(await prepared<FeedRow>(statement, values), size)
}

/** A page of one author's posts, as this reader may see them: filters are for lists of many. */
export async function profilePage(
  authorId: number,
  reader: FeedReader,
  before: number = NEWEST
): Promise<FeedPage> {
  const rows =
    reader === null
      ? await prepared<FeedRow>(PUBLIC_PROFILE, [before, PAGE_SIZE + 1, authorId])
      : await prepared<FeedRow>(SIGNED_IN_PROFILE, [reader.id, before, PAGE_SIZE + 1, authorId])
  return pageOf(rows)
}

/** A page of what was posted under a tag (folded: `fete` for « #Fête »). */
export function tagPage(tag: string, reader: FeedReader, before?: number): Promise<FeedPage> {
  return listOf({ signedIn: SIGNED_IN_TAG, open: PUBLIC_TAG }, tag, reader, before)
}

/** A page of what was posted at a place or in one of its quarters. */
export function placePage(placeId: number, reader: FeedReader, before?: number): Promise<FeedPage> {
  return listOf({ signedIn: SIGNED_IN_PLACE, open: PUBLIC_PLACE }, placeId, reader, before)
}

/** A page of what a reader kept, last kept first. */
export async function bookmarksPage(readerId: number, before: number = NEWEST): Promise<FeedPage> {
  return pageOf(await prepared<FeedRow>(BOOKMARKED, [readerId, before, PAGE_SIZE + 1]))
}

/** The key in an address (`?before=123`); anything else reads from the newest. */
export function beforeOf(text: unknown): number | undefined {
  const number = Number(text)
  return Number.isSafeInteger(number) && number > 0 ? number : undefined
}

/** The page made of one row more than it shows. */
export function pageOf(rows: FeedRow[], size = PAGE_SIZE): FeedPage {
  const shown = rows.slice(0, size)
  const last = shown.at(-1)
  return { rows: shown, before: rows.length > size && last ? last.seq : null }
}

async function listOf(
  statements: Record<'signedIn' | 'open', { name: string; text: string }>,
  subject: string | number,
  reader: FeedReader,
  before: number = NEWEST
): Promise<FeedPage> {
  const values =
    reader === null
      ? [before, PAGE_SIZE + 1, subject]
      : [reader.id, before, PAGE_SIZE + 1, clock.now(), subject]
  return pageOf(await prepared<FeedRow>(reader ? statements.signedIn : statements.open, values))
}
