import { prepared } from '#shared/prepared'
import { ITEM_FACTS } from './feed_item_statement.js'
import { postViews, type PostView } from '../post_view.js'

/** A post as a feed carries it. */
export interface FeedItem {
  post: PostView
  publishedAt: Date
  /** When what it says last changed. */
  changedAt: Date
  /** Bytes of its first photo, as anyone may fetch it; null when there is none to fetch. */
  photoBytes: number | null
}

/** The posts of a list that are shown, in its order; what a decision hides is in no feed. */
export async function feedItems(
  list: ReadonlyArray<{ id: number; own: boolean }>,
  locale: string
): Promise<FeedItem[]> {
  const ids = list.map(({ id }) => id)
  const facts = await prepared<Omit<FeedItem, 'post'> & { id: number }>(ITEM_FACTS, [ids])
  const posts = await postViews(list, locale)
  return posts.flatMap((post) => {
    const known = facts.find(({ id }) => id === post.id)
    if (!known || post.hidden) return []
    const { publishedAt, changedAt, photoBytes } = known
    return { post, publishedAt, changedAt, photoBytes }
  })
}
