import db from '@adonisjs/lucid/services/db'
import { violates } from '#shared/constraint'
import { prepared } from '#shared/prepared'

const KEEP = {
  name: 'feed.keep',
  text: `insert into bookmarks (post_id, person_id, kept_at) values ($1, $2, $3)
    on conflict do nothing`,
}

/** Keeps a post for later, once; nobody else knows. */
export async function keepPost(postId: number, personId: number, at: Date): Promise<void> {
  await prepared(KEEP, [postId, personId, at]).catch((error: unknown) => {
    // Deleted at that very instant: there is nothing left to keep.
    if (!violates(error, 'bookmarks_post_fkey')) throw error
  })
}

export async function letGoOfPost(postId: number, personId: number): Promise<void> {
  await db.from('bookmarks').where({ post_id: postId, person_id: personId }).delete()
}
