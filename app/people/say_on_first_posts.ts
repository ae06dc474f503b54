import { prepared } from '#shared/prepared'
import { isFounding } from './founding.js'
import type { Viewer } from './viewer.js'

const DAY = 86_400_000

/** What a person's approval of a newcomer's first post weighs. */
export type Say = 'alone' | 'with_another' | 'none'

const LONG_HERE = {
  name: 'people.long_here',
  text: `select held_posts_left = 0 and (joined_at <= $2
      or not exists (select from organisation where founded_at <= $2)) as "longHere"
    from people where id = $1`,
}

/**
 * Who holds `moderation.handle` (or founds the network) lets a first post through alone; accounts
 * older than 30 days do it by two, and any two while the network itself is younger. Whoever has
 * first posts to be read has no say (settled: "any two members").
 */
export async function sayOnFirstPosts(viewer: Viewer, at: Date): Promise<Say> {
  if (viewer.may('moderation.handle') || (await isFounding(viewer.id))) return 'alone'
  const monthAgo = new Date(at.getTime() - 30 * DAY)
  const [row] = await prepared<{ longHere: boolean }>(LONG_HERE, [viewer.id, monthAgo])
  return row?.longHere ? 'with_another' : 'none'
}
