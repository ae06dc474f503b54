import type { HttpContext } from '@adonisjs/core/http'
import db from '@adonisjs/lucid/services/db'
import { leaveNotice } from '#shared/http/notice'
import { Person } from '#people/person'
import { Photo } from './photo.js'
import { erasePhotoFiles } from './photo_store.js'
import { receivePhotos } from './received_photos.js'

/** A person's photo: chosen, replaced, taken away. The one before is erased with its files. */
export default class PortraitController {
  async store(ctx: HttpContext) {
    const viewer = ctx.auth.getUserOrFail()
    const { photos, errors } = await receivePhotos(ctx, 'portrait')
    const [photo] = photos
    if (!photo) {
      leaveNotice(ctx, errors.length > 0 ? 'portrait_refused' : 'portrait_missing')
      return this.#back(ctx)
    }
    await this.#replace(viewer.id, photo.key)
    leaveNotice(ctx, 'portrait_changed')
    return this.#back(ctx)
  }

  async destroy(ctx: HttpContext) {
    await this.#replace(ctx.auth.getUserOrFail().id, null)
    leaveNotice(ctx, 'portrait_removed')
    return this.#back(ctx)
  }

  async #replace(personId: number, key: string | null) {
    const files = await db.transaction(async (transaction) => {
      const person = await Person.findOrFail(personId, { client: transaction })
      const before = person.portraitKey
      await person.showPortrait(key, transaction)
      if (!before) return []
      const old = await Photo.query({ client: transaction }).where('key', before)
      return Photo.erase(old, transaction)
    })
    await erasePhotoFiles(files)
  }

  #back({ response }: HttpContext) {
    return response.redirect().status(303).toPath('/me')
  }
}
