import type { HttpContext } from '@adonisjs/core/http'
import { formToken } from './form_token.js'
import { takeNotice } from './notice.js'

type Sharing = (ctx: HttpContext) => unknown

const shared = new Map<string, Sharing>()

/** Adds something that every page knows by name; wired in `start/views.ts`. */
export function shareWithPages(name: string, sharing: Sharing): void {
  shared.set(name, sharing)
}

async function sharedState(ctx: HttpContext): Promise<Record<string, unknown>> {
  const state: Record<string, unknown> = {}
  for (const [name, sharing] of shared) state[name] = await sharing(ctx)
  return state
}

/**
 * Renders a page with what every page knows: who is looking, the network, the language. Pages are
 * never kept by shared caches; a signed-in page is not kept at all.
 */
export async function page(
  ctx: HttpContext,
  template: string,
  state: Record<string, unknown> = {},
  status = 200
): Promise<string> {
  const { i18n, viewer, response, request } = ctx
  response.status(status)
  response.header('content-type', 'text/html; charset=utf-8')
  response.header('cache-control', viewer ? 'private, no-cache' : 'no-cache')
  response.header('vary', 'cookie, accept-language')
  ctx.view.share({
    t: (key: string, values?: Record<string, unknown>) => i18n.t(key, values),
    i18n,
    locale: i18n.locale,
    viewer,
    ...(await sharedState(ctx)),
    path: request.url(),
    csrf: formToken(ctx),
    notice: takeNotice(ctx),
  })
  return ctx.view.render(template, state)
}
