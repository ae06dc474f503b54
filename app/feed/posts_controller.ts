import type { HttpContext } from '@adonisjs/core/http'
import { clock } from '#shared/clock'
import { leaveNotice } from '#shared/http/notice'
import { readForm } from '#shared/http/read_form'
import { throttle } from '#shared/http/throttle'
import { composer, type Typed } from './composer.js'
import { Photo } from './photo.js'
import { Post } from './post.js'
import { postForm } from './post_form.js'
import { receivePhotos } from './received_photos.js'
import { newToken } from '#shared/random'

/** Publishes; whatever must be mended comes back with everything that was typed and uploaded. */
export default class PostsController {
  async handle(ctx: HttpContext) {
    const { request, response, i18n } = ctx
    const author = ctx.auth.getUserOrFail()
    await throttle('post', [String(author.id)], { tries: 60, seconds: 3600 })
    const received = await receivePhotos(ctx, 'photos')
    const form = await readForm(ctx, postForm)
    const values = form.ok ? form.value : null
    const alts = values?.alts ?? {}
    const earlier = await Photo.free(author.id, values?.photo_ids ?? [])
    const photos = [...earlier, ...received.photos]
    for (const photo of photos) photo.alt = alts[photo.id] ?? photo.alt
    const typed: Typed = {
      body: values?.body ?? String(request.input('body') ?? ''),
      visibility: values?.visibility ?? 'signed_in',
      photos,
      submissionKey: values?.submission_key ?? newToken().token.slice(0, 24),
    }
    if (!form.ok || received.errors.length > 0) {
      return composer(ctx, typed, form.ok ? {} : form.refusal, received.errors)
    }
    const result = await Post.publish(
      {
        authorId: author.id,
        body: typed.body,
        visibility: typed.visibility,
        photos: photos.map(({ id, alt }) => ({ id, alt })),
        submissionKey: values?.submission_key ?? null,
      },
      clock.now()
    )
    if (!result.ok) {
      const [refusal] = result.refusal
      return composer(ctx, typed, { body: i18n.t(`feed.post_refusals.${refusal}`) })
    }
    leaveNotice(ctx, result.value.publishedSeq === null ? 'photos_pending' : 'published')
    return response.redirect().status(303).toPath(`/posts/${result.value.id}`)
  }
}
