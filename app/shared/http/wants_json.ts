import type { HttpContext } from '@adonisjs/core/http'

/** Whether the client asked for JSON rather than a page. */
export function wantsJson({ request }: HttpContext): boolean {
  const accept = request.header('accept')
  if (!accept?.includes('json')) return false
  return request.accepts(['html', 'json']) === 'json'
}
