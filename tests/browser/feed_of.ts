import type { Post } from '#feed/post'
import { clock } from '#shared/clock'
import { aPost } from '#tests/support/feed_factory'

// A day has room for so many posts of one person.
const SIX_HOURS = 6 * 3_600_000

/** Posts of one author, `Message 1` first, so that the feed has more than one page. */
export async function feedOf(author: { id: number }, count: number): Promise<Post[]> {
  const posts: Post[] = []
  for (let number = 1; number <= count; number += 1) {
    const at = new Date(clock.now().getTime() - (count - number) * SIX_HOURS)
    posts.push(await aPost(author, { body: `Message ${number}`, at }))
  }
  return posts
}
