import type { HttpContext } from '@adonisjs/core/http'
import { clock } from '#shared/clock'
import { page } from '#shared/http/page'
import { newToken } from '#shared/random'
import { currentBook } from '#rulebook/rule_book'
import type { Photo } from './photo.js'
import { writingPlaces } from './writing_places.js'

/** What was typed, to be shown again when something must be mended. */
export interface Typed {
  body: string
  visibility: 'public' | 'signed_in'
  contentWarning: string
  placeId: number | null
  /** When it should appear, as typed: a day and a time of Europe/Paris; empty for now. */
  publishOn: string
  publishTime: string
  /** When it was kept as a draft, in milliseconds: the device may hold something newer. */
  keptAt?: number
  /** Why it was not let through, when it was one of a newcomer's first posts. */
  heldBackBecause?: string | null
  photos: Array<Pick<Photo, 'id' | 'key' | 'alt' | 'width' | 'height' | 'state'>>
  submissionKey: string
}

/** The composer, empty or with what was typed and what must be mended. */
export async function composer(
  ctx: HttpContext,
  typed: Typed | null = null,
  errors: Record<string, string> = {},
  photoErrors: string[] = [],
  status?: number
) {
  const book = await currentBook(clock.now())
  const refused = Object.keys(errors).length + photoErrors.length > 0
  return page(
    ctx,
    'feed/new_post',
    {
      typed: typed ?? {
        body: '',
        visibility: book.value('feed.visibility_default'),
        contentWarning: '',
        placeId: null,
        publishOn: '',
        publishTime: '',
        photos: [],
        submissionKey: newToken().token.slice(0, 24),
      },
      errors,
      photoErrors,
      places: await writingPlaces(ctx.auth.getUserOrFail().id),
      maxCharacters: book.value('feed.post_max_characters'),
      maxPhotos: book.value('feed.photos_per_post'),
    },
    status ?? (refused ? 422 : 200)
  )
}
