import { prepared } from '#shared/prepared'
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

const FACTS = {
  name: 'feed.item_facts',
  text: `select p.id, p.published_at as "publishedAt", coalesce(p.edited_at, p.published_at) as "changedAt",
      (select v.byte_size from post_photos pp
         join photo_variants v on v.photo_id = pp.photo_id and v.name = 'jpeg'
        where pp.post_id = p.id order by pp.position limit 1) as "photoBytes"
    from posts p where p.id = any($1) and p.published_at is not null and p.hidden_at is null`,
}

/** The posts of a list that are shown, in its order; what a decision hides is in no feed. */
export async function feedItems(
  list: ReadonlyArray<{ id: number; own: boolean }>,
  locale: string
): Promise<FeedItem[]> {
  const ids = list.map(({ id }) => id)
  const facts = await prepared<Omit<FeedItem, 'post'> & { id: number }>(FACTS, [ids])
  const posts = await postViews(list, locale)
  return posts.flatMap((post) => {
    const known = facts.find(({ id }) => id === post.id)
    if (!known || post.hidden) return []
    const { publishedAt, changedAt, photoBytes } = known
    return { post, publishedAt, changedAt, photoBytes }
  })
}
