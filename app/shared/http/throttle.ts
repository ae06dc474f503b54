import { clock } from '#shared/clock'
import { prepared } from '#shared/prepared'
import { TooManyRequests } from './refusals.js'

/** How many tries of one thing are allowed in a span of seconds. */
export interface Allowance {
  tries: number
  seconds: number
}

/**
 * One more try against a key, from 1 again once its span is over. The counter's commit does not
 * wait for the disk: what a crash takes back is a few tries.
 */
const COUNT_TRY = {
  name: 'shared.count_try',
  text: `with unhurried as (select set_config('synchronous_commit', 'off', true))
    insert into rate_limits as counted (key, points, expire) select $1, 1, $2 from unhurried
    on conflict (key) do update set
      points = case when counted.expire <= $3 then 1 else counted.points + 1 end,
      expire = case when counted.expire <= $3 then $2 else counted.expire end
    returning points, expire`,
}

/**
 * Counts a try against each key (an address, an account…) and refuses with 429 when one of them
 * has used up its allowance. The counters are the database's, the same for every node.
 */
export async function throttle(what: string, keys: string[], { tries, seconds }: Allowance) {
  const now = clock.now().getTime()
  for (const key of keys) {
    const values = [`${what}:${key}`, now + seconds * 1000, now]
    const [spent] = await prepared<{ points: number; expire: number }>(COUNT_TRY, values)
    if (spent && spent.points > tries) {
      throw new TooManyRequests(Math.max(1, Math.ceil((spent.expire - now) / 1000)))
    }
  }
}
