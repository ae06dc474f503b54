import type { HttpContext } from '@adonisjs/core/http'
import { clock } from '#shared/clock'
import { page } from '#shared/http/page'
import type { FieldErrors } from '#shared/http/read_form'
import { currentBook } from '#rulebook/rule_book'
import { Photo } from './photo.js'
import type { Post } from './post.js'
import { typedPhotos, typedPost } from './post_form.js'
import { writingPlaces } from './writing_places.js'

/** What must be mended in a change, and the photos that came with it. */
export interface Unfinished {
  errors?: FieldErrors
  photoErrors?: string[]
  addedIds?: number[]
}

/** The page of a change: the post as it is, or all that was sent and what must be mended. */
export async function changePage(ctx: HttpContext, post: Post, unfinished: Unfinished = {}) {
  const { errors = {}, photoErrors = [] } = unfinished
  const book = await currentBook(clock.now())
  const refused = Object.keys(errors).length + photoErrors.length > 0
  return page(
    ctx,
    'feed/edit_post',
    {
      post,
      typed: refused ? await sentAgain(ctx, post, unfinished) : await asItIs(post),
      errors,
      photoErrors,
      maxCharacters: book.value('feed.post_max_characters'),
      maxPhotos: book.value('feed.photos_per_post'),
      places: await writingPlaces(post.authorId),
    },
    refused ? 422 : 200
  )
}

async function asItIs(post: Post) {
  const { body, visibility, contentWarning, placeId } = post
  const photos = (await Photo.ofPost(post.id)).map(({ id, key, alt }, index) => ({
    ...{ id, key, alt },
    place: index + 1,
    removed: false,
  }))
  return { body, visibility, contentWarning, placeId, photos, added: [] as Photo[] }
}

async function sentAgain({ request }: HttpContext, post: Post, { addedIds = [] }: Unfinished) {
  const before = await asItIs(post)
  const sent = request.all()
  const { body, contentWarning, placeId, visibility, alts } = typedPost(sent)
  const { removed, places } = typedPhotos(sent)
  const added = await Photo.free(post.authorId, addedIds, { submissionKey: null })
  for (const photo of added) photo.alt = alts.get(photo.id) ?? photo.alt
  const photos = before.photos.map((photo) => ({
    ...photo,
    alt: alts.get(photo.id) ?? photo.alt,
    place: Number(places[photo.id]) || photo.place,
    removed: Object.hasOwn(removed, photo.id),
  }))
  return {
    body,
    visibility: 'visibility' in sent ? visibility : before.visibility,
    contentWarning: 'content_warning' in sent ? contentWarning : before.contentWarning,
    placeId: 'place_id' in sent ? placeId : before.placeId,
    photos,
    added,
  }
}
