import { ChainAppender } from '#shared/chain/appender'
import { clock } from '#shared/clock'
import { prepared } from '#shared/prepared'
import { NUMBER_POSTS } from './feed_statements.js'

export const FEED_CHAIN = 'feed'

/** The feed's chain. The number of a post's first link is its place in the feed. */
export const feedChain = new ChainAppender(FEED_CHAIN, clock, async (entries, transaction) => {
  const published = entries.filter((entry) => entry.kind === 'post.published')
  if (published.length === 0) return
  await prepared(
    NUMBER_POSTS,
    [
      published.map((entry) => entry.subjectId),
      published.map((entry) => entry.sequence),
      published.map((entry) => entry.recordedAt),
    ],
    transaction
  )
})
