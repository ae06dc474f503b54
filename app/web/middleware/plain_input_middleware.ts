import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { isVisible } from '#shared/visible_text'

const DEEPEST = 8

/**
 * Makes what was sent safe to look at: no null byte (PostgreSQL stores none) nor half a character,
 * no text that shows nothing and passes for one, no object that passes itself off as another,
 * nothing deeper than any form of ours.
 */
export default class PlainInputMiddleware {
  handle({ request }: HttpContext, next: NextFn) {
    request.updateQs(plain(request.qs(), 0) as Record<string, unknown>)
    const body = plain(request.body(), 0)
    const fields = isObject(body) ? body : {}
    // The framework would take a form's field for the method, whatever it is.
    delete fields._method
    request.updateBody(fields)
    return next()
  }
}

function plain(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return plainText(value)
  if (typeof value !== 'object' || value === null) return value
  if (depth === DEEPEST) return undefined
  if (Array.isArray(value)) return value.map((item) => plain(item, depth + 1))
  const prototype: unknown = Object.getPrototypeOf(value)
  // An uploaded file, which is read by its own way.
  if (prototype !== null && prototype !== Object.prototype) return undefined
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => !(name in Object.prototype))
      .map(([name, item]) => [name.replaceAll('\0', ''), plain(item, depth + 1)])
  )
}

function plainText(text: string): string {
  return isVisible(text) ? text.replaceAll('\0', '').toWellFormed() : ''
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
