import { parisDay, parisInstant } from '#shared/paris'

const HOUR = 3_600_000
const DAY = 24 * HOUR

/**
 * When a post of the demo was written, whatever day the demo is seeded on: so long ago; at a day and
 * time of the year (`year` 1 is the last such day, 2 the one before), for what goes with a season;
 * or so long after another post.
 */
export type DemoTime =
  | { hours_ago: number }
  | { days_ago: number; at: string }
  | { day: string; at: string; year: 1 | 2 }
  | { after: string; hours: number }

/** Something told of a time, perhaps named so that others may come after it. */
interface Dated {
  id?: string
  when: DemoTime
}

/** The posts with their instants, in order of time; what would follow another post after `now` is not there yet. */
export function inOrderOfTime<Post extends Dated>(
  posts: Post[],
  now: Date
): Array<{ post: Post; publishedAt: Date }> {
  const named = new Map(posts.flatMap((post) => (post.id ? [[post.id, post] as const] : [])))
  return posts
    .map((post) => ({ post, publishedAt: instantOf(post.when, now, named) }))
    .filter(({ publishedAt }) => publishedAt < now)
    .sort((one, other) => one.publishedAt.getTime() - other.publishedAt.getTime())
}

function instantOf(when: DemoTime, now: Date, named: ReadonlyMap<string, Dated>): Date {
  if ('hours_ago' in when) return new Date(Math.round(now.getTime() - when.hours_ago * HOUR))
  if ('days_ago' in when) {
    return parisClock(parisDay(new Date(now.getTime() - when.days_ago * DAY)), when.at)
  }
  if ('after' in when) {
    const first = named.get(when.after)
    if (!first) throw new Error(`The demo has no post named ${when.after}`)
    return new Date(instantOf(first.when, now, named).getTime() + when.hours * HOUR)
  }
  const year = Number(parisDay(now).slice(0, 4))
  const thisYear = parisClock(`${year}-${when.day}`, when.at)
  const back = (thisYear < now ? 1 : 0) - when.year
  return back === 0 ? thisYear : parisClock(`${year + back}-${when.day}`, when.at)
}

function parisClock(day: string, time: string): Date {
  const at = parisInstant(day, time)
  if (!at) throw new Error(`There is no ${time} on ${day}`)
  return at
}
