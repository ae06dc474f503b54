import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { appUrl, demo } from '#config/installation'
import { CrossSiteRefusal } from '#shared/http/refusals'

/** As the address of the installation says it: headers of proxies could be anyone's. */
const ORIGIN = new URL(appUrl).origin

const READS = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Refuses writes that another site makes a browser send (docs/decisions/0004). Browsers say where a
 * request comes from in `Sec-Fetch-Site` or `Origin`, which a page cannot forge; one that sends
 * neither must carry the form's token, checked once the body is read.
 */
export default class SameSiteMiddleware {
  async handle(ctx: HttpContext, next: NextFn) {
    if (READS.has(ctx.request.intended())) {
      ctx.needsFormToken = false
      return next()
    }
    const site = ctx.request.header('sec-fetch-site')
    const origin = ctx.request.header('origin')
    if (site) {
      if (site !== 'same-origin' && site !== 'none') throw new CrossSiteRefusal()
      ctx.needsFormToken = false
    } else if (origin) {
      if (origin !== ORIGIN) throw new CrossSiteRefusal()
      ctx.needsFormToken = false
    } else {
      ctx.needsFormToken = !isDemoScript(ctx) && !isNotice(ctx)
    }
    return next()
  }
}

/** Providers sign what they send; no cookie goes along that another site could make use of. */
const isNotice = ({ request }: HttpContext) => /^\/webhooks\/[a-z]+$/.test(request.url())

/**
 * Scripts that play the demo, from this very machine. A page cannot send this header to us without
 * asking first (CORS), which is never granted.
 */
function isDemoScript({ request }: HttpContext): boolean {
  const { remoteAddress } = request.request.socket
  const local = ['127.0.0.1', '::1', '::ffff:127.0.0.1'].includes(remoteAddress ?? '')
  // What a proxy on this machine passes on comes from elsewhere.
  const passedOn = request.header('x-forwarded-for') ?? request.header('forwarded')
  const asked = request.header('x-demo') === '1' && request.url() === '/demo/sign-in'
  return demo && local && !passedOn && asked
}

declare module '@adonisjs/core/http' {
  interface HttpContext {
    /** A write whose origin the browser did not say: its form must carry the token. */
    needsFormToken: boolean
  }
}
