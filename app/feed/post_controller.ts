import type { HttpContext } from '@adonisjs/core/http'
import { page } from '#shared/http/page'
import { wantsJson } from '#shared/http/wants_json'
import { newToken } from '#shared/random'
import { NotFound } from '#shared/http/refusals'
import { formToken } from '#shared/http/form_token'
import { commentsOf } from './comment.js'
import { idOf, mayRead } from './find_post.js'
import { Photo } from './photo.js'
import { renderCard } from './post_cards.js'
import { postRows, postView } from './post_view.js'
import { hasThanked, thanksFor } from './thanks.js'

/** A post with its comments; for its author also who thanked, and what its photos are waiting for. */
export default class PostController {
  async handle(ctx: HttpContext) {
    return showPost(ctx, idOf(ctx.params.id))
  }
}

export async function showPost(
  ctx: HttpContext,
  id: number,
  comment: { body: string; error: string | null } = { body: '', error: null }
) {
  const { viewer, i18n, response } = ctx
  const readerId = viewer?.id ?? null
  const [row] = await postRows([id])
  if (!row) throw new NotFound()
  const pending = row.published_at === null
  const facts = {
    authorId: row.author_id,
    visibility: row.visibility,
    publishedSeq: pending ? null : 1,
  }
  if (!mayRead(facts, readerId)) throw new NotFound()
  const own = row.author_id === readerId
  const comments = await commentsOf(id, readerId, i18n.locale)
  const post = postView(row, i18n.locale)
  if (wantsJson(ctx)) return response.json({ post, comments, pending })
  const thanked = readerId !== null && !own && (await hasThanked(id, readerId))
  const reader = { locale: i18n.locale, signedIn: viewer !== null, csrf: formToken(ctx) }
  const state = {
    post,
    own,
    pending,
    card: await renderCard(row, { own, thanked }, reader, { alone: true, pending }),
    comments,
    comment,
    submissionKey: newToken().token.slice(0, 24),
    thanks: own ? await thanksFor(id) : [],
    photos: own && pending ? await Photo.ofPost(id) : [],
  }
  return page(ctx, 'feed/post', state, comment.error ? 422 : 200)
}
