import { prepared } from '#shared/prepared'

/** A public post as robots may find it. */
export interface PublicPost {
  id: number
  changedAt: Date
}

const BETWEEN = {
  name: 'feed.public_between',
  text: `select id, coalesce(edited_at, published_at) as "changedAt" from posts
    where published_seq between $1 and $2 and visibility = 'public' and hidden_at is null
    order by published_seq`,
}

/** The public posts whose numbers of publication lie between two, both included. */
export function publicPostsBetween(from: number, to: number): Promise<PublicPost[]> {
  return prepared<PublicPost>(BETWEEN, [from, to])
}
