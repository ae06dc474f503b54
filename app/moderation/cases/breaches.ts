import type { HidingClause } from '#feed/hiding_clauses'

/** What somebody says is wrong, the gravest first: the order of the form and of the queue. */
export const BREACHES = [
  'child_abuse',
  'danger',
  'illegal',
  'intimate',
  'image_rights',
  'hatred',
  'harassment',
  'private_life',
  'advertising',
  'spam',
  'other',
] as const

export type Breach = (typeof BREACHES)[number]

export const isBreach = (word: string): word is Breach =>
  (BREACHES as readonly string[]).includes(word)

/**
 * How urgent: 3 a life or a child, 2 what the law forbids or strips somebody bare, and a photo of somebody
 * who does not want it; 1 what aims at people, 0 the rest.
 */
export function severityOf(breach: Breach): 0 | 1 | 2 | 3 {
  if (breach === 'child_abuse' || breach === 'danger') return 3
  if (breach === 'illegal' || breach === 'intimate' || breach === 'image_rights') return 2
  return breach === 'hatred' || breach === 'harassment' || breach === 'private_life' ? 1 : 0
}

/** The public reason that a breach has in the feed. */
export const clauseOf = (breach: Breach): HidingClause =>
  breach === 'child_abuse' || breach === 'danger' ? 'illegal' : breach

/** What never comes back by lapse of time, and is removed rather than hidden for a while. */
export const neverReturns = (breach: Breach): boolean =>
  ['illegal', 'intimate'].includes(clauseOf(breach))
