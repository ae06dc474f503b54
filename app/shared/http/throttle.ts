import { clock } from '#shared/clock'
import { prepared } from '#shared/prepared'
import { TooManyRequests } from './refusals.js'

/** How many tries of one thing are allowed in a span of seconds. */
export interface Allowance {
  tries: number
  seconds: number
  /**
   * For what people do all day: far from the limit, a few tries are counted by the process before
   * it tells the database. Several nodes may then let through an eighth more each.
   */
  inGroups?: boolean
}

/**
 * More tries against a key, from the first again once its span is over. The counter's commit does
 * not wait for the disk: what a crash takes back is a few tries.
 */
const COUNT_TRIES = {
  name: 'shared.count_tries',
  text: `with unhurried as (select set_config('synchronous_commit', 'off', true))
    insert into rate_limits as counted (key, points, expire) select $1, $4, $2 from unhurried
    on conflict (key) do update set
      points = case when counted.expire <= $3 then 1 else counted.points + $4 end,
      expire = case when counted.expire <= $3 then $2 else counted.expire end
    returning points, expire`,
}

const GIVE_BACK = {
  name: 'shared.give_tries_back',
  text: 'update rate_limits set points = greatest(points - 1, 0) where key = any($1) and expire > $2',
}

interface Count {
  points: number
  /** Milliseconds since 1970. */
  expire: number
}

/** Tries that the process has let through since it last told the database, and may still. */
interface Group {
  untold: number
  left: number
  expire: number
}

const GROUPS = 50_000
const groups = new Map<string, Group>()

/**
 * Counts a try against each key (an address, an account…) and refuses with 429 when one of them
 * has used up its allowance. The counters are the database's, the same for every node.
 */
export async function throttle(what: string, keys: string[], allowance: Allowance) {
  const now = clock.now().getTime()
  for (const name of keys) {
    const key = `${what}:${name}`
    if (allowance.inGroups && isLetThrough(key, now)) continue
    const count = await tell(key, allowance, now)
    if (count.points > allowance.tries) {
      throw new TooManyRequests(Math.max(1, Math.ceil((count.expire - now) / 1000)))
    }
    if (allowance.inGroups) openGroup(key, allowance, count)
  }
}

/**
 * Takes back a try that `throttle` has counted, once it has proved good: only those that fail count.
 * Not for what is counted in groups.
 */
export async function giveTryBack(what: string, keys: string[]) {
  await prepared(GIVE_BACK, [keys.map((name) => `${what}:${name}`), clock.now().getTime()])
}

async function tell(key: string, { seconds }: Allowance, now: number): Promise<Count> {
  const tries = 1 + (groups.get(key)?.untold ?? 0)
  groups.delete(key)
  const [count] = await prepared<Count>(COUNT_TRIES, [key, now + seconds * 1000, now, tries])
  if (!count) throw new Error(`The tries of ${key} could not be counted`)
  return count
}

function isLetThrough(key: string, now: number): boolean {
  const group = groups.get(key)
  if (!group || group.left === 0 || group.expire <= now) return false
  group.left -= 1
  group.untold += 1
  return true
}

function openGroup(key: string, { tries }: Allowance, { points, expire }: Count) {
  const left = Math.floor((tries - points) / 8)
  if (left === 0) return
  const [oldest] = groups.keys()
  if (groups.size >= GROUPS && oldest !== undefined) groups.delete(oldest)
  groups.set(key, { untold: 0, left, expire })
}
