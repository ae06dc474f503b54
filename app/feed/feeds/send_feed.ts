import { createHash } from 'node:crypto'
import type { HttpContext } from '@adonisjs/core/http'
import { FORMATS, type FeedFormat } from './feed_format.js'

/** Sends a feed, or 304 when the reader already has these very bytes. */
export function sendFeed(
  { request, response }: HttpContext,
  document: string,
  format: FeedFormat,
  scope: 'public' | 'private'
) {
  const etag = `"${createHash('sha256').update(document).digest('base64url').slice(0, 27)}"`
  response.header('etag', etag)
  // Asked again each time, so that what is deleted here leaves every honest cache at once.
  response.header('cache-control', `${scope}, no-cache`)
  if (scope === 'private') {
    response.header('x-robots-tag', 'noindex')
    response.header('referrer-policy', 'no-referrer')
  }
  const known = (request.header('if-none-match') ?? '').split(',').map((one) => one.trim())
  if (known.some((one) => one === '*' || one.replace(/^W\//, '') === etag)) {
    return response.status(304).send(null)
  }
  response.header('content-type', FORMATS[format])
  return response.send(document)
}
