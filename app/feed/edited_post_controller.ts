import type { HttpContext } from '@adonisjs/core/http'
import { clock } from '#shared/clock'
import { leaveNotice } from '#shared/http/notice'
import { readForm } from '#shared/http/read_form'
import { throttle } from '#shared/http/throttle'
import { changePage } from './change_page.js'
import { findOwnPost } from './find_post.js'
import { Photo } from './photo.js'
import { editForm, fieldOf, keptInOrder, typedPost } from './post_form.js'
import { receivePhotos } from './received_photos.js'

/** Changing one's own post: the form, and the change. */
export default class EditedPostController {
  async show(ctx: HttpContext) {
    return changePage(ctx, await findOwnPost(ctx))
  }

  async update(ctx: HttpContext) {
    const { response, i18n } = ctx
    const post = await findOwnPost(ctx)
    await throttle('edit-post', [String(post.authorId)], { tries: 240, seconds: 3600 })
    const received = await receivePhotos(ctx, 'photos')
    const form = await readForm(ctx, editForm)
    const sent = ctx.request.all()
    const { contentWarning, placeId, photoIds: picked } = typedPost(sent)
    const addedIds = [...picked, ...received.photos.map(({ id }) => id)]
    const again = { addedIds, photoErrors: received.errors }
    if (!form.ok) return changePage(ctx, post, { ...again, errors: form.refusal })
    if (received.errors.length > 0) return changePage(ctx, post, again)
    const { body, visibility, alts, removed, places } = form.value
    const ids = (await Photo.ofPost(post.id)).map(({ id }) => id)
    const shown = Object.entries(alts ?? {}).map(([id, alt]) => [Number(id), alt ?? ''] as const)
    const change = {
      body: body ?? '',
      visibility,
      alts: new Map(shown),
      photoIds: keptInOrder(ids, removed, places),
      addedIds,
      // A form that does not speak of them leaves them as they are.
      ...('content_warning' in sent ? { contentWarning } : {}),
      ...('place_id' in sent ? { placeId } : {}),
    }
    const result = await post.edit(change, clock.now())
    if (!result.ok) {
      const sentence = i18n.t(`feed.post_refusals.${result.refusal}`)
      return changePage(ctx, post, { ...again, errors: { [fieldOf(result.refusal)]: sentence } })
    }
    leaveNotice(ctx, 'edited')
    return response.redirect().status(303).toPath(`/posts/${post.id}`)
  }
}
