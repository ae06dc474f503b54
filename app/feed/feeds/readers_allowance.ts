import type { Allowance } from '#shared/http/throttle'

/** What one address may ask of the feeds: readers that poll for many people share one. */
export const READERS: Allowance = { tries: 1200, seconds: 3600, inGroups: true }
