import type { HttpContext } from '@adonisjs/core/http'
import { publicFile } from '#shared/http/assets'
import { NotFound } from '#shared/http/refusals'

/** The interface's own files: those with a hash in their name never change. */
export default class PublicFileController {
  handle({ request, response }: HttpContext) {
    const path = request.url()
    const file = publicFile(path)
    if (!file) throw new NotFound()
    response.header('content-type', file.type)
    response.header('vary', 'accept-encoding')
    response.header(
      'cache-control',
      path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'public, max-age=3600'
    )
    const encoding = request.encoding(['br', 'gzip'])
    const body = (encoding === 'br' && file.brotli) || (encoding === 'gzip' && file.gzip)
    if (body) response.header('content-encoding', encoding as string)
    response.send(body || file.plain)
  }
}
