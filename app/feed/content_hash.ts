import { createHash } from 'node:crypto'

/** What a post says, in the form that the chain swears to. */
export interface PostContent {
  body: string
  visibility: 'public' | 'signed_in'
  /** In order; `sha256` is of the prepared picture, in hexadecimal. */
  photos: Array<{ sha256: string; alt: string }>
  /** What a reader is warned of before the post opens; empty or absent when of nothing. */
  contentWarning?: string
  /** The row of the place that the post is about; null or absent when of none. */
  placeId?: number | null
}

/**
 * The one text of a content: keys in this order, no space (so the same everywhere, for ever). What
 * came later, the warning and the place, stands in it only when there is one: a post without them
 * has the hash that it always had.
 */
export function canonicalPost(post: PostContent): string {
  const { body, visibility, photos, contentWarning, placeId } = post
  return JSON.stringify({
    body,
    visibility,
    photos: photos.map(({ sha256, alt }) => ({ sha256, alt })),
    ...(contentWarning ? { warning: contentWarning } : {}),
    ...(placeId ? { place: placeId } : {}),
  })
}

export function canonicalComment(comment: { postId: number; body: string }): string {
  return JSON.stringify({ post: comment.postId, body: comment.body })
}

/** What the chain swears to of a decision that hides a post: what, under which clause, when. */
export function canonicalHiding(hiding: { postId: number; clause: string; at: Date }): string {
  const { postId, clause, at } = hiding
  return JSON.stringify({ post: postId, clause, hidden: at.toISOString() })
}

/** The same of the end of that decision. */
export function canonicalRestoring(hiding: { postId: number; clause: string; at: Date }): string {
  const { postId, clause, at } = hiding
  return JSON.stringify({ post: postId, clause, restored: at.toISOString() })
}

/** What the chain swears to of a decision on a comment: hidden, or shown again. */
export function canonicalCommentDecision(decision: {
  act: 'hidden' | 'restored'
  commentId: number
  clause: string
  at: Date
}): string {
  const { act, commentId, clause, at } = decision
  return JSON.stringify({ comment: commentId, clause, [act]: at.toISOString() })
}

/** A decision is public: its hash needs no salt. */
export function decisionHash(decision: string): Buffer {
  return createHash('sha256').update(decision).digest()
}

/**
 * SHA-256(salt ‖ content). The salt goes with the content when it is deleted: what then stays in
 * the chain cannot be guessed back, even for a short text.
 */
export function saltedHash(salt: Buffer, content: string): Buffer {
  return createHash('sha256').update(salt).update(content).digest()
}

/** What the chain holds of a deletion: the hash of nothing. */
export const NOTHING_HASH = createHash('sha256').digest()
