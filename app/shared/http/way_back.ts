import type { HttpContext } from '@adonisjs/core/http'
import router from '@adonisjs/core/services/router'

/**
 * The address that shows this page again, for forms that come back to it: with its query; for the
 * answer to a form, the page that held the form, and the square when that cannot be opened.
 */
export function wayBack({ request }: HttpContext): string {
  if (request.intended() === 'GET') return request.url(true)
  const referer = request.header('referer')
  const asked = referer && URL.canParse(referer) ? new URL(referer) : null
  const addresses = [asked ? asked.pathname + asked.search : null, request.url()]
  return addresses.find((address) => address !== null && opens(address)) ?? '/'
}

function opens(address: string): boolean {
  const [path = ''] = address.split('?')
  return router.match(path, 'GET', false) !== null
}
