/**
 * Under which clause of the charter, or of the law, a post is hidden: each has its public reason in
 * `ui.hidden.reasons`. A clause that this list no longer knows reads as `other`.
 */
export const HIDING_CLAUSES = [
  'hatred',
  'harassment',
  'private_life',
  'image_rights',
  'intimate',
  'advertising',
  'spam',
  'illegal',
  'other',
] as const

export type HidingClause = (typeof HIDING_CLAUSES)[number]

export function isHidingClause(clause: string): clause is HidingClause {
  return (HIDING_CLAUSES as readonly string[]).includes(clause)
}
