import { prepared } from '#shared/prepared'

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

const COLUMNS = `p.id, p.published_seq as seq, p.revision, p.display_revision as "displayRevision",
  a.revision as "authorRevision", p.comments_count as "commentsCount"`

const SIGNED_IN_FEED = {
  name: 'feed.signed_in',
  text: `select ${COLUMNS}, p.author_id = $1 as own,
      exists (select from thanks t where t.post_id = p.id and t.person_id = $1) as thanked
    from posts p join people a on a.id = p.author_id
   where p.published_seq < $2
     and not exists (select from blocks b where b.blocker_id = $1 and b.blocked_id = p.author_id)
   order by p.published_seq desc limit $3`,
}

const PUBLIC_FEED = {
  name: 'feed.public',
  text: `select ${COLUMNS}, false as own, false as thanked
    from posts p join people a on a.id = p.author_id
   where p.published_seq < $1 and p.visibility = 'public'
   order by p.published_seq desc limit $2`,
}

const SIGNED_IN_PROFILE = {
  name: 'feed.profile_signed_in',
  text: `select ${COLUMNS}, p.author_id = $1 as own,
      exists (select from thanks t where t.post_id = p.id and t.person_id = $1) as thanked
    from posts p join people a on a.id = p.author_id
   where p.author_id = $4 and p.published_seq < $2
   order by p.published_seq desc limit $3`,
}

const PUBLIC_PROFILE = {
  name: 'feed.profile_public',
  text: `select ${COLUMNS}, false as own, false as thanked
    from posts p join people a on a.id = p.author_id
   where p.author_id = $3 and p.published_seq < $1 and p.visibility = 'public'
   order by p.published_seq desc limit $2`,
}

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
