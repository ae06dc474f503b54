import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { prepared } from '#shared/prepared'

const READ = {
  name: 'people.held_posts_left',
  text: 'select held_posts_left as left from people where id = $1',
}

const LOCK = {
  name: 'people.lock_held_posts_left',
  text: 'select held_posts_left as left from people where id = $1 for no key update',
}

/**
 * How many of a person's first posts others are still to let through. In a transaction the person
 * stays locked, so that their posts are counted one after the other.
 */
export async function heldPostsLeft(
  personId: number,
  transaction?: TransactionClientContract
): Promise<number> {
  const [row] = await prepared<{ left: number }>(transaction ? LOCK : READ, [personId], transaction)
  if (!row) throw new Error(`Nobody is person ${personId}`)
  return row.left
}
