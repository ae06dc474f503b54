import { clock } from '#shared/clock'
import { prepared } from '#shared/prepared'
import { HIDDEN_COUNTS } from './proof_statements.js'

/** Why a published post is not on a reader's page: the closed list of reasons, and none other. */
export const REASONS = ['blocked', 'muted', 'word', 'place', 'visibility', 'decision'] as const

export type Reason = (typeof REASONS)[number]

/** How many posts each reason keeps from a page; `unexplained` must be zero. */
export type HiddenCounts = Record<Reason | 'unexplained', number>

export async function hiddenCounts(
  readerId: number,
  range: { from: number; to: number },
  shown: number[]
): Promise<HiddenCounts> {
  const values = [readerId, range.from, range.to, shown, clock.now()]
  const rows = await prepared<{ reason: keyof HiddenCounts; posts: number }>(HIDDEN_COUNTS, values)
  const counts = Object.fromEntries([...REASONS, 'unexplained'].map((reason) => [reason, 0]))
  for (const { reason, posts } of rows) counts[reason] = posts
  return counts as HiddenCounts
}
