import { createHash } from 'node:crypto'

/** What a post says, in the form that the chain swears to. */
export interface PostContent {
  body: string
  visibility: 'public' | 'signed_in'
  /** In order; `sha256` is of the prepared picture, in hexadecimal. */
  photos: Array<{ sha256: string; alt: string }>
}

/** The one text of a content: keys in this order, no space (so the same everywhere, for ever). */
export function canonicalPost({ body, visibility, photos }: PostContent): string {
  return JSON.stringify({
    body,
    visibility,
    photos: photos.map(({ sha256, alt }) => ({ sha256, alt })),
  })
}

export function canonicalComment(comment: { postId: number; body: string }): string {
  return JSON.stringify({ post: comment.postId, body: comment.body })
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
