import limiter from '@adonisjs/limiter/services/main'
import { TooManyRequests } from './refusals.js'

/** How many tries of one thing are allowed in a span of seconds. */
export interface Allowance {
  tries: number
  seconds: number
}

/**
 * Counts a try against each key (an address, an account…) and refuses with 429 when one of them
 * has used up its allowance.
 */
export async function throttle(what: string, keys: string[], { tries, seconds }: Allowance) {
  const counter = limiter.use({ requests: tries, duration: seconds })
  for (const key of keys) {
    const spent = await counter.increment(`${what}:${key}`)
    if (spent.consumed > tries) throw new TooManyRequests(Math.max(1, spent.availableIn))
  }
}
