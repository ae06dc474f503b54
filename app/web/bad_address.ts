import type { IncomingMessage, ServerResponse } from 'node:http'
import app from '@adonisjs/core/services/app'
import server from '@adonisjs/core/services/server'
import { NotUnderstood } from '#shared/http/refusals'
import PlacetteErrorHandler from './error_handler.js'
import HeadersMiddleware from './middleware/headers_middleware.js'

/** Answers an address that is no UTF-8 (`/%ff`), which no route can be looked for, with our page. */
export async function answerBadAddress(incoming: IncomingMessage, outgoing: ServerResponse) {
  // The page is drawn for an address that can be read: the top of the site.
  incoming.url = '/'
  const request = server.createRequest(incoming, outgoing)
  const response = server.createResponse(incoming, outgoing)
  const ctx = server.createHttpContext(request, response, app.container.createResolver())
  await new HeadersMiddleware().handle(ctx, async () => {})
  await new PlacetteErrorHandler().handle(new NotUnderstood(), ctx)
  response.finish()
}
