import type { HttpContext } from '@adonisjs/core/http'
import { clock } from '#shared/clock'
import { leaveNotice } from '#shared/http/notice'
import { readForm } from '#shared/http/read_form'
import { throttle } from '#shared/http/throttle'
import { composer, type Typed } from './composer.js'
import { Photo } from './photo.js'
import { Post } from './post.js'
import { fieldOf, postForm, typedPost } from './post_form.js'
import { receivePhotos } from './received_photos.js'
import { newToken } from '#shared/random'

/** Publishes; whatever must be mended comes back with everything that was typed and uploaded. */
export default class PostsController {
  async handle(ctx: HttpContext) {
    const { request, response, i18n } = ctx
    const author = ctx.auth.getUserOrFail()
    await throttle('post', [String(author.id)], { tries: 60, seconds: 3600, inGroups: true })
    const received = await receivePhotos(ctx, 'photos')
    const form = await readForm(ctx, postForm)
    const sent = typedPost(request.all())
    const photos = [
      ...(await Photo.free(author.id, sent.photoIds, { submissionKey: sent.submissionKey })),
      ...received.photos,
    ]
    for (const photo of photos) photo.alt = sent.alts.get(photo.id) ?? photo.alt
    // Those that are gone are asked for too: a post must not appear without one in silence.
    const asked = [...sent.photoIds, ...received.photos.map(({ id }) => id)]
    const typed: Typed = {
      body: sent.body,
      visibility: sent.visibility,
      contentWarning: sent.contentWarning,
      placeId: sent.placeId,
      photos,
      submissionKey: sent.submissionKey ?? newToken().token.slice(0, 24),
    }
    if (!form.ok || received.errors.length > 0) {
      return composer(ctx, typed, form.ok ? {} : form.refusal, received.errors)
    }
    const result = await Post.publish(
      {
        authorId: author.id,
        body: typed.body,
        visibility: typed.visibility,
        contentWarning: typed.contentWarning,
        placeId: typed.placeId,
        photos: asked.map((id) => ({ id, alt: sent.alts.get(id) ?? '' })),
        submissionKey: sent.submissionKey,
        heldPostsLeft: author.heldPostsLeft,
      },
      clock.now()
    )
    if (!result.ok) {
      const [refusal] = result.refusal
      const sentence = i18n.t(`feed.post_refusals.${refusal}`)
      return composer(ctx, typed, { [fieldOf(refusal)]: sentence })
    }
    const { held, waiting } = result.value
    leaveNotice(ctx, held ? 'held' : waiting ? 'photos_pending' : 'published')
    return response.redirect().status(303).toPath(`/posts/${result.value.id}`)
  }
}
