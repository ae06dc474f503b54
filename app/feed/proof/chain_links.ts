import { prepared } from '#shared/prepared'
import { FEED_CHAIN } from '../feed_chain.js'
import { LINKS_OF_POST, LINKS_OF_RANGE } from './proof_statements.js'

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

const POST_KINDS = ['post.published', 'post.edited', 'post.deleted', 'post.hidden', 'post.restored']

/** The links from one number to another, both included, at most `MOST_LINKS`. */
export function linksBetween(from: number, to: number): Promise<FeedLink[]> {
  return prepared<FeedLink>(LINKS_OF_RANGE, [FEED_CHAIN, from, to, MOST_LINKS])
}

/** Every link that speaks of a post, which may be long gone. */
export function linksOfPost(postId: number): Promise<FeedLink[]> {
  return prepared<FeedLink>(LINKS_OF_POST, [FEED_CHAIN, postId, POST_KINDS])
}
