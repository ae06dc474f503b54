import { MultipartFile } from '@adonisjs/core/bodyparser'
import type { HttpContext } from '@adonisjs/core/http'
import { throttle } from '#shared/http/throttle'
import { receiveFile, refusalSentence } from './received_photos.js'

/** One photo sent ahead of its post, while the text is being written; answers in JSON. */
export default class PhotosController {
  async handle(ctx: HttpContext) {
    const { request, response, i18n } = ctx
    await throttle('photo', [String(ctx.auth.getUserOrFail().id)], { tries: 200, seconds: 3600 })
    const file = request.file('photo')
    if (!(file instanceof MultipartFile))
      return response.status(422).json({ error: i18n.t('feed.photo_refusals.none') })
    const result = await receiveFile(ctx, file)
    if (!result.ok) {
      const error = refusalSentence(ctx, result.refusal, file.clientName)
      return response.status(422).json({ error, refusal: result.refusal })
    }
    const { id, key, state, width, height } = result.value
    return response.status(201).json({ id, key, status: state, width, height })
  }
}
