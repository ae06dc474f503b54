/** Whom a case concerns: who wrote what is judged, and who reported it. */
export interface Parties {
  authorId: number
  /** Those who reported it with an account; none for a report from outside. */
  reporterIds: readonly number[]
}

/** What ties people: who brought whom, and who keeps away from whom. */
export interface Ties {
  /** Invitations that a founder made while founding are left out: they tie nobody. */
  sponsorships: readonly { sponsorId: number; inviteeId: number }[]
  blocks: readonly { blockerId: number; blockedId: number }[]
  /** Those who said of this case that they would rather not. */
  steppedAside: readonly number[]
}

/** Why somebody has no say in a case. */
export type Conflict = 'author' | 'reporter' | 'sponsor' | 'invitee' | 'block' | 'stepped_aside'

/**
 * Why this person may not decide, sign or review in a case; null when nothing stands against it. A tie
 * to the author or to a reporter is enough, and only direct sponsors and invitees are tied.
 */
export function conflictOf(personId: number, parties: Parties, ties: Ties): Conflict | null {
  const { authorId, reporterIds } = parties
  if (personId === authorId) return 'author'
  if (reporterIds.includes(personId)) return 'reporter'
  const concerned = new Set([authorId, ...reporterIds])
  for (const { sponsorId, inviteeId } of ties.sponsorships) {
    if (sponsorId === personId && concerned.has(inviteeId)) return 'sponsor'
    if (inviteeId === personId && concerned.has(sponsorId)) return 'invitee'
  }
  const apart = ties.blocks.some(
    ({ blockerId, blockedId }) =>
      (blockerId === personId && concerned.has(blockedId)) ||
      (blockedId === personId && concerned.has(blockerId))
  )
  if (apart) return 'block'
  return ties.steppedAside.includes(personId) ? 'stepped_aside' : null
}

/** Those of a list who may have a say, in its order. */
export const freeOfConflict = (people: readonly number[], parties: Parties, ties: Ties) =>
  people.filter((personId) => conflictOf(personId, parties, ties) === null)
