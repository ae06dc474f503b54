import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { appUrl } from '#config/installation'
import { prepared } from '#shared/prepared'

/** What a report is about; ids stay when what they name is gone. */
export interface Subject {
  kind: 'post' | 'comment' | 'account'
  postId: number | null
  commentId: number | null
  authorId: number
}

const POST = {
  name: 'moderation.post_subject',
  text: `select author_id as "authorId" from posts where id = $1 and (published_seq is not null or held_at is not null)`,
}

const COMMENT = {
  name: 'moderation.comment_subject',
  text: `select author_id as "authorId" from comments where id = $2 and post_id = $1`,
}

const ACCOUNT = {
  name: 'moderation.account_subject',
  text: `select id as "authorId" from people where handle = $1`,
}

/**
 * What an address of this network shows: a post, a comment under it, or an account; null when nothing
 * of it is there. Another site's address is never looked at.
 */
export async function subjectAt(
  address: string,
  transaction?: TransactionClientContract
): Promise<Subject | null> {
  if (!URL.canParse(address, appUrl)) return null
  const { origin, pathname, hash } = new URL(address, appUrl)
  if (origin !== new URL(appUrl).origin) return null
  const [, post, handle] = /^\/(?:posts\/(\d{1,15})|@([a-z0-9_]{2,30}))\/?$/.exec(pathname) ?? []
  const [, comment] = /^#comment-(\d{1,15})$/.exec(hash) ?? []
  const found = async (statement: typeof POST, values: unknown[]) => {
    const [row] = await prepared<{ authorId: number }>(statement, values, transaction)
    return row?.authorId ?? null
  }
  if (handle) {
    const authorId = await found(ACCOUNT, [handle])
    return authorId === null ? null : { kind: 'account', postId: null, commentId: null, authorId }
  }
  if (!post) return null
  const postId = Number(post)
  const authorId = comment
    ? await found(COMMENT, [postId, Number(comment)])
    : await found(POST, [postId])
  if (authorId === null) return null
  return comment
    ? { kind: 'comment', postId, commentId: Number(comment), authorId }
    : { kind: 'post', postId, commentId: null, authorId }
}
