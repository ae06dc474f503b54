import type { HttpContext } from '@adonisjs/core/http'
import { readForm, type FieldErrors } from '#shared/http/read_form'
import { wantsJson } from '#shared/http/wants_json'
import { parisDay, parisTime } from '#shared/paris'
import { newToken } from '#shared/random'
import { composer, type Typed } from './composer.js'
import type { Draft } from './drafts/draft.js'
import { Photo } from './photo.js'
import type { PhotoRefusal } from './photos/photo_refusal.js'
import { fieldOf, postForm, typedPost } from './post_form.js'
import type { NewPost, Published } from './publishing.js'
import { receivePhotos, refusalSentence } from './received_photos.js'

/** What the composer sent. */
export interface Composed {
  /** As it can be shown again. */
  typed: Typed
  /** As it can be written. */
  post: NewPost & { submissionKey: string }
  errors: FieldErrors
  photoErrors: string[]
}

/** Reads the composer's form, and takes in the photos that came with it. */
export async function readComposed(ctx: HttpContext): Promise<Composed> {
  const authorId = ctx.auth.getUserOrFail().id
  const received = await receivePhotos(ctx, 'photos')
  const form = await readForm(ctx, postForm)
  const { photoIds, alts, ...sent } = typedPost(ctx.request.all())
  const submissionKey = sent.submissionKey ?? newToken().token.slice(0, 24)
  const free = await Photo.free(authorId, photoIds, { submissionKey })
  const photos = [...free, ...received.photos]
  for (const photo of photos) photo.alt = alts.get(photo.id) ?? photo.alt
  // Those that are gone are asked for too: a post must not appear without one in silence.
  const asked = [...photoIds, ...received.photos.map(({ id }) => id)]
  const { body, visibility, contentWarning, placeId } = sent
  return {
    typed: { ...sent, photos, submissionKey },
    post: {
      ...{ authorId, body, visibility, contentWarning, placeId, submissionKey },
      photos: asked.map((id) => ({ id, alt: alts.get(id) ?? '' })),
    },
    errors: form.ok ? {} : form.refusal,
    photoErrors: received.errors,
  }
}

/** A draft as the composer shows it, with a sentence for each photo that could not be prepared. */
export async function reopened(ctx: HttpContext, draft: Draft) {
  const photos = await draft.photos()
  const { body, visibility, contentWarning, placeId, publishAt, submissionKey } = draft
  const typed: Typed = {
    ...{ body, visibility, contentWarning, placeId, submissionKey },
    photos: photos.filter(({ state }) => state !== 'refused'),
    publishOn: publishAt ? parisDay(publishAt) : '',
    publishTime: publishAt ? parisTime(publishAt) : '',
    keptAt: draft.keptAt.getTime(),
    heldBackBecause: draft.heldBackBecause,
  }
  const lost = photos.flatMap(({ refusal }, index) =>
    refusal ? [refusalSentence(ctx, refusal as PhotoRefusal, String(index + 1))] : []
  )
  return { typed, lost }
}

/** The composer again, saying why not; what was typed is kept. */
export function composedAgain(ctx: HttpContext, typed: Typed, refusals: readonly string[]) {
  const [refusal = 'empty'] = refusals
  const sentence = ctx.i18n.t(`feed.post_refusals.${refusal}`)
  return composer(ctx, typed, { [fieldOf(refusal)]: sentence })
}

/** What is said of a post that was just written. */
export function noticeOf({ held, waiting }: Published): 'held' | 'photos_pending' | 'published' {
  if (held) return 'held'
  return waiting ? 'photos_pending' : 'published'
}

/** Where one is led once it is written; a script that sends for the page is told the address. */
export function written(ctx: HttpContext, path: string) {
  const { response } = ctx
  return wantsJson(ctx)
    ? response.status(201).json({ path })
    : response.redirect().status(303).toPath(path)
}
