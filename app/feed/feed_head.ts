import { prepared } from '#shared/prepared'
import { FEED_CHAIN } from './feed_chain.js'

/** The last link of the feed's chain: what proves all links before it. */
export interface FeedHead {
  sequence: number
  /** In hexadecimal. */
  hash: string
  recordedAt: Date
}

const HEAD = {
  name: 'feed.head',
  text: `select sequence, encode(hash, 'hex') as hash, recorded_at as "recordedAt"
    from chain_entries where chain = $1 order by sequence desc limit 1`,
}

/** The head of the chain; null before the first publication. */
export async function feedHead(): Promise<FeedHead | null> {
  const [head] = await prepared<FeedHead>(HEAD, [FEED_CHAIN])
  return head ?? null
}
