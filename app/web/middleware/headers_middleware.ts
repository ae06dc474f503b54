import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { appUrl } from '#config/installation'

const CONTENT_SECURITY_POLICY = [
  `default-src 'none'`,
  `script-src 'self'`,
  `worker-src 'self'`,
  `style-src 'self'`,
  `img-src 'self' blob: data:`,
  `font-src 'self'`,
  `connect-src 'self'`,
  `manifest-src 'self'`,
  `form-action 'self'`,
  `base-uri 'none'`,
  `frame-ancestors 'none'`,
].join('; ')

// Browsers apply it to where a form's answer leads too: a provider's page.
const WHERE_ONE_PAYS = CONTENT_SECURITY_POLICY.replace(
  `form-action 'self'`,
  `form-action 'self' https:`
)

const LEADS_TO_A_PROVIDER = /^\/(?:pay|me\/recurring)\/./

const HTTPS = appUrl.startsWith('https:')

/** The security headers of every answer. No script or style is inline, so no nonce is needed. */
export default class HeadersMiddleware {
  handle({ request, response }: HttpContext, next: NextFn) {
    const policy = LEADS_TO_A_PROVIDER.test(request.url())
      ? WHERE_ONE_PAYS
      : CONTENT_SECURITY_POLICY
    response.header('content-security-policy', policy)
    response.header('x-content-type-options', 'nosniff')
    response.header('x-frame-options', 'DENY')
    response.header('referrer-policy', 'same-origin')
    response.header('permissions-policy', 'camera=(), microphone=(), geolocation=()')
    response.header('cross-origin-opener-policy', 'same-origin')
    if (HTTPS) response.header('strict-transport-security', 'max-age=31536000; includeSubDomains')
    return next()
  }
}
