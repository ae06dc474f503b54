import type { HttpContext } from '@adonisjs/core/http'
import { NotFound } from '#shared/http/refusals'
import { paperContent } from '../writing/papers.js'

/** A document of the books, as it was received. */
export default class PapersController {
  async handle({ params, response }: HttpContext) {
    const paper = await paperContent(String(params.sha256))
    if (!paper) throw new NotFound()
    const name = encodeURIComponent(paper.name)
    response.header('content-type', paper.mediaType)
    response.header('content-length', paper.content.length)
    response.header('content-disposition', `attachment; filename*=UTF-8''${name}`)
    response.header('cache-control', 'private, no-store')
    return response.send(paper.content)
  }
}
