import type { HttpContext } from '@adonisjs/core/http'
import { assetPath, publicFile } from '#shared/http/assets'
import { NotFound } from '#shared/http/refusals'

/** The browser's worker, from the top so that it answers for every page; asked anew each time. */
export default class ServiceWorkerController {
  handle({ response }: HttpContext) {
    const file = publicFile(assetPath('service_worker.js'))
    if (!file) throw new NotFound()
    response.header('content-type', file.type)
    response.header('cache-control', 'no-cache')
    response.send(file.plain)
  }
}
