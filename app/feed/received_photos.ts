import type { HttpContext } from '@adonisjs/core/http'
import { MultipartFile } from '@adonisjs/core/bodyparser'
import { clock } from '#shared/clock'
import { Photo } from './photo.js'
import type { PhotoRefusal } from './photos/photo_refusal.js'

export interface Received {
  photos: Photo[]
  /** One sentence for each file that could not be taken. */
  errors: string[]
}

/** Takes in the files of a form field (without JavaScript they arrive with the text). */
export async function receivePhotos(
  ctx: HttpContext,
  field: string,
  { portrait = false } = {}
): Promise<Received> {
  // A field named `photos[a]` is no list of files.
  const files = ctx.request.files(field).filter((file) => file instanceof MultipartFile)
  const received: Received = { photos: [], errors: [] }
  for (const file of files) {
    const result = await receiveFile(ctx, file, portrait)
    if (result.ok) received.photos.push(result.value)
    else received.errors.push(refusalSentence(ctx, result.refusal, file.clientName))
  }
  return received
}

export async function receiveFile(ctx: HttpContext, file: MultipartFile, portrait = false) {
  const path = file.tmpPath
  if (!path) throw new Error('An uploaded file without a place on disk')
  const declaredType = file.headers['content-type'] ?? null
  const ownerId = ctx.auth.getUserOrFail().id
  return Photo.receive({ path, declaredType, ownerId, portrait }, clock.now())
}

/** Why a photo was not taken, with its name so that the person knows which. */
export function refusalSentence(
  { i18n }: HttpContext,
  refusal: PhotoRefusal,
  name: string
): string {
  return i18n.t(`feed.photo_refusals.${refusal}`, { name: name.slice(0, 80) })
}
