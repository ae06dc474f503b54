import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { NotUnderstood } from '#shared/http/refusals'

const METHODS = new Set(['PUT', 'PATCH', 'DELETE'])

/**
 * Lets a form's address say once, in `_method`, which method is meant: the framework takes for a
 * text whatever stands there, and would fail again on the page that says so.
 */
export default class MethodMiddleware {
  handle({ request }: HttpContext, next: NextFn) {
    const { _method: method, ...query } = request.qs()
    if (request.intended() !== 'POST' || method === undefined) return next()
    if (typeof method === 'string' && METHODS.has(method.toUpperCase())) return next()
    request.updateQs(query)
    throw new NotUnderstood()
  }
}
