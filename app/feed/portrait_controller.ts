import type { HttpContext } from '@adonisjs/core/http'
import db from '@adonisjs/lucid/services/db'
import { leaveNotice } from '#shared/http/notice'
import { page } from '#shared/http/page'
import { erasePhotoFiles } from './photo_store.js'
import { latestPortrait, removePortrait } from './portrait.js'
import { receivePhotos } from './received_photos.js'

/** A person's photo: chosen, replaced once the new one is prepared, taken away. */
export default class PortraitController {
  async show(ctx: HttpContext) {
    const latest = await latestPortrait(ctx.auth.getUserOrFail().id)
    const pending = latest?.state === 'received'
    return page(ctx, 'feed/portrait', { pending, refusal: latest?.refusal ?? null })
  }

  async store(ctx: HttpContext) {
    const { photos, errors } = await receivePhotos(ctx, 'portrait', { portrait: true })
    const refusal = errors.length > 0 ? 'portrait_refused' : 'portrait_missing'
    leaveNotice(ctx, photos.length > 0 ? 'portrait_changed' : refusal)
    return this.#back(ctx)
  }

  async destroy(ctx: HttpContext) {
    const { id } = ctx.auth.getUserOrFail()
    await erasePhotoFiles(await db.transaction((transaction) => removePortrait(id, transaction)))
    leaveNotice(ctx, 'portrait_removed')
    return this.#back(ctx)
  }

  #back({ response }: HttpContext) {
    return response.redirect().status(303).toPath('/me/portrait')
  }
}
