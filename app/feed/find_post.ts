import type { HttpContext } from '@adonisjs/core/http'
import { NotFound } from '#shared/http/refusals'
import { Comment } from './comment.js'
import { Draft } from './drafts/draft.js'
import { Post } from './post.js'

/** The post of the address, if this reader may see it; otherwise it is not there. */
export async function findPost(ctx: HttpContext): Promise<Post> {
  const post = await Post.find(idOf(ctx.params.id))
  if (!post || !mayRead(post, ctx.viewer?.id ?? null)) throw new NotFound()
  return post
}

/** The post of the address, if it is this person's own; to others it is not there. */
export async function findOwnPost(ctx: HttpContext): Promise<Post> {
  const post = await Post.find(idOf(ctx.params.id))
  if (!post || post.authorId !== ctx.viewer?.id) throw new NotFound()
  return post
}

/** The draft of the address: its author's alone. */
export async function findOwnDraft(ctx: HttpContext): Promise<Draft> {
  const draft = await Draft.find(idOf(ctx.params.id))
  if (!draft || draft.authorId !== ctx.viewer?.id) throw new NotFound()
  return draft
}

/** The comment of the address, if this person wrote it. */
export async function findOwnComment(ctx: HttpContext): Promise<Comment> {
  const comment = await Comment.find(idOf(ctx.params.id))
  if (!comment || comment.authorId !== ctx.viewer?.id) throw new NotFound()
  return comment
}

/** A public post is for all, another for signed-in accounts; one that waits, for its author. */
export function mayRead(
  post: { authorId: number; visibility: string; publishedSeq: number | null },
  readerId: number | null
): boolean {
  if (readerId !== null && post.authorId === readerId) return true
  if (post.publishedSeq === null) return false
  return post.visibility === 'public' || readerId !== null
}

export function idOf(text: unknown): number {
  const id = Number(text)
  if (!Number.isSafeInteger(id) || id < 1) throw new NotFound()
  return id
}
