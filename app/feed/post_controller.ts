import type { HttpContext } from '@adonisjs/core/http'
import { formToken } from '#shared/http/form_token'
import { hole } from '#shared/http/frames'
import { framedPage, page } from '#shared/http/page'
import { wantsJson } from '#shared/http/wants_json'
import { prepared } from '#shared/prepared'
import { newToken } from '#shared/random'
import { NotFound } from '#shared/http/refusals'
import { commentPieces, commentRows, commentView } from './comment_view.js'
import type { FeedRow } from './feed_page.js'
import { POST_ALONE } from './feed_statements.js'
import { idOf, mayRead } from './find_post.js'
import { APPROVALS_NEEDED } from './held_posts.js'
import { Photo } from './photo.js'
import { Post } from './post.js'
import { aloneCard } from './post_cards.js'
import { framedOutside, postOutside } from './post_outside.js'
import { postView, type PostRow } from './post_view.js'
import { escapeHtml } from './text_html.js'
import { thanksFor } from './thanks.js'

/** A post with its comments; for its author also who thanked, and what its photos are waiting for. */
export default class PostController {
  async handle(ctx: HttpContext) {
    return showPost(ctx, idOf(ctx.params.id))
  }
}

async function whatItWaitsFor(id: number) {
  const post = await Post.findOrFail(id)
  const held = post.heldAt !== null && post.heldFor === null
  return { held, lookedAt: post.heldFor !== null, photos: await Photo.ofPost(id) }
}

export async function showPost(
  ctx: HttpContext,
  id: number,
  comment: { body: string; error: string | null } = { body: '', error: null }
) {
  const { viewer, i18n, response } = ctx
  const readerId = viewer?.id ?? null
  const [row] = await prepared<PostRow & FeedRow>(POST_ALONE, [id, readerId])
  if (!row) throw new NotFound()
  const pending = row.published_at === null
  const facts = {
    authorId: row.author_id,
    visibility: row.visibility,
    publishedSeq: pending ? null : 1,
  }
  if (!mayRead(facts, readerId)) throw new NotFound()
  const { own } = row
  const closed = row.hidden_at !== null
  const rows = await commentRows(id, readerId)
  if (wantsJson(ctx)) {
    const comments = rows.map((one) => commentView(one, readerId, i18n.locale))
    return response.json({ post: postView(row, i18n.locale, own), comments, pending })
  }
  const reader = { locale: i18n.locale, signedIn: viewer !== null, csrf: formToken(ctx) }
  const waits = row.own && pending ? await whatItWaitsFor(id) : null
  // A post that waits only to be read shows its photos to its author.
  const unready = waits ? waits.photos.some(({ state }) => state !== 'ready') : pending
  const card = await aloneCard(
    { ...row, commentsCount: row.comments_count },
    reader,
    pending,
    unready
  )
  const comments = await commentPieces(rows, readerId, reader)
  const submissionKey = newToken().token.slice(0, 24)
  const outside = postOutside(postView(row, i18n.locale, own), i18n, pending)
  if (own || comment.error) {
    const state = {
      post: postView(row, i18n.locale, own),
      outside,
      own,
      pending,
      closed,
      card: card.toString(),
      comments: comments.map(String),
      comment,
      submissionKey,
      thanks: own ? await thanksFor(id) : [],
      photos: waits?.photos ?? [],
      held: waits?.held ? { left: viewer?.heldPostsLeft, needed: APPROVALS_NEEDED } : null,
      lookedAt: waits?.lookedAt ?? false,
      unready,
    }
    return page(ctx, 'feed/post', state, comment.error ? 422 : 200)
  }
  const framed = framedOutside(outside)
  return framedPage(ctx, {
    template: 'feed/post',
    frame: {
      outside: framed.outside,
      post: {
        id: hole('id'),
        author: { name: hole('name') },
        edited: row.edited_at !== null && !closed,
        withheld: closed,
      },
      closed,
      own,
      pending,
      card: hole('card'),
      comments: comments.length > 0 ? [hole('comments')] : [],
      comment,
      submissionKey: hole('key'),
    },
    fillings: {
      ...framed.fillings,
      id: Buffer.from(String(id)),
      name: Buffer.from(escapeHtml(row.name)),
      card,
      comments,
      key: Buffer.from(submissionKey),
    },
  })
}
