import { prepared } from '#shared/prepared'
import { FEED_CHAIN } from '../feed_chain.js'

/** A link of the feed's chain as anyone may download it; hashes in hexadecimal. */
export interface FeedLink {
  sequence: number
  kind: string
  subject: number
  content_hash: string
  /** Milliseconds since 1970. */
  recorded_at: number
  previous_hash: string
  hash: string
}

/** What each hash is the SHA-256 of, said in every download. */
export const HASHED =
  'chain|sequence|kind|subject|content_hash|recorded_at|previous_hash, the chain being feed'

/** The most links given at once. */
export const MOST_LINKS = 5000

const COLUMNS = `sequence, kind, subject_id as subject, encode(content_hash, 'hex') as content_hash,
  (extract(epoch from recorded_at) * 1000)::bigint as recorded_at,
  encode(previous_hash, 'hex') as previous_hash, encode(hash, 'hex') as hash`

const RANGE = {
  name: 'feed.links_of_range',
  text: `select ${COLUMNS} from chain_entries
    where chain = $1 and sequence between $2 and $3 order by sequence limit $4`,
}

const OF_POST = {
  name: 'feed.links_of_post',
  text: `select ${COLUMNS} from chain_entries
    where chain = $1 and subject_id = $2 and kind = any($3) order by sequence`,
}

const POST_KINDS = ['post.published', 'post.edited', 'post.deleted', 'post.hidden', 'post.restored']

/** The links from one number to another, both included, at most `MOST_LINKS`. */
export function linksBetween(from: number, to: number): Promise<FeedLink[]> {
  return prepared<FeedLink>(RANGE, [FEED_CHAIN, from, to, MOST_LINKS])
}

/** Every link that speaks of a post, which may be long gone. */
export function linksOfPost(postId: number): Promise<FeedLink[]> {
  return prepared<FeedLink>(OF_POST, [FEED_CHAIN, postId, POST_KINDS])
}
