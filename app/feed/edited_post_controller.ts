import type { HttpContext } from '@adonisjs/core/http'
import { clock } from '#shared/clock'
import { leaveNotice } from '#shared/http/notice'
import { page } from '#shared/http/page'
import { readForm } from '#shared/http/read_form'
import { currentBook } from '#rulebook/rule_book'
import { findOwnPost } from './find_post.js'
import { Photo } from './photo.js'
import type { Post } from './post.js'
import { editForm, fieldOf, keptInOrder, typedPost } from './post_form.js'
import { writingPlaces } from './writing_places.js'

/** Changing one's own post: the form, and the change. */
export default class EditedPostController {
  async show(ctx: HttpContext) {
    return this.#form(ctx, await findOwnPost(ctx))
  }

  async update(ctx: HttpContext) {
    const { response, i18n } = ctx
    const post = await findOwnPost(ctx)
    const form = await readForm(ctx, editForm)
    if (!form.ok) return this.#form(ctx, post, form.refusal)
    const { body, visibility, alts, removed, places } = form.value
    const ids = (await Photo.ofPost(post.id)).map(({ id }) => id)
    const shown = Object.entries(alts ?? {}).map(([id, alt]) => [Number(id), alt ?? ''] as const)
    const photoIds = keptInOrder(ids, removed, places)
    const sent = ctx.request.all()
    const { contentWarning, placeId } = typedPost(sent)
    const change = {
      body: body ?? '',
      visibility,
      alts: new Map(shown),
      photoIds,
      // A form that does not speak of them leaves them as they are.
      ...('content_warning' in sent ? { contentWarning } : {}),
      ...('place_id' in sent ? { placeId } : {}),
    }
    const result = await post.edit(change, clock.now())
    if (!result.ok) {
      const sentence = i18n.t(`feed.post_refusals.${result.refusal}`)
      return this.#form(ctx, post, { [fieldOf(result.refusal)]: sentence })
    }
    leaveNotice(ctx, 'edited')
    return response.redirect().status(303).toPath(`/posts/${post.id}`)
  }

  async #form(ctx: HttpContext, post: Post, errors: Record<string, string> = {}) {
    const { request } = ctx
    const book = await currentBook(clock.now())
    const refused = Object.keys(errors).length > 0
    const sent = typedPost(request.all())
    const typed = {
      body: refused ? String(request.input('body') ?? '') : post.body,
      visibility: refused ? request.input('visibility', post.visibility) : post.visibility,
      contentWarning: refused ? sent.contentWarning : post.contentWarning,
      placeId: refused ? sent.placeId : post.placeId,
      photos: await Photo.ofPost(post.id),
    }
    return page(
      ctx,
      'feed/edit_post',
      {
        post,
        typed,
        errors,
        maxCharacters: book.value('feed.post_max_characters'),
        places: await writingPlaces(post.authorId),
      },
      refused ? 422 : 200
    )
  }
}
