import { ChainAppender } from '#shared/chain/appender'
import { clock } from '#shared/clock'

export const FEED_CHAIN = 'feed'

/** The feed's chain. The number of a post's first link is its place in the feed. */
export const feedChain = new ChainAppender(FEED_CHAIN, clock, async (entries, transaction) => {
  const published = entries.filter((entry) => entry.kind === 'post.published')
  if (published.length === 0) return
  await transaction.rawQuery(
    `update posts set published_seq = link.sequence, published_at = link.recorded_at
       from unnest(?::bigint[], ?::bigint[], ?::timestamptz[]) as link (post_id, sequence, recorded_at)
      where posts.id = link.post_id and posts.published_seq is null`,
    [
      published.map((entry) => entry.subjectId),
      published.map((entry) => entry.sequence),
      published.map((entry) => entry.recordedAt),
    ]
  )
})
