import { ChainAppender } from '#shared/chain/appender'
import { clock } from '#shared/clock'

export const FEED_CHAIN = 'feed'

/** The feed's chain. The number of a post's first link is its place in the feed. */
export const feedChain = new ChainAppender(
  FEED_CHAIN,
  clock,
  'select append_to_feed($1, $2) as count'
)
