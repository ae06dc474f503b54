import type { HttpContext } from '@adonisjs/core/http'

const COOKIE = 'notice'
const KEY = /^[a-z_.]{1,60}$/

/** One sentence on the next page, after a redirect: a translation key in a cookie of one minute. */
export function leaveNotice({ response }: HttpContext, key: string): void {
  response.plainCookie(COOKIE, key, {
    encode: false,
    httpOnly: true,
    sameSite: 'lax',
    path: '/',
    maxAge: 60,
  })
}

/** The sentence left by the page before, read once; null when there is none. */
export function takeNotice({ request, response, i18n }: HttpContext) {
  const key = request.plainCookie(COOKIE, undefined, false)
  if (typeof key !== 'string') return null
  response.clearCookie(COOKIE)
  const identifier = `notices.${key}`
  if (!KEY.test(key) || !i18n.hasMessage(identifier)) return null
  return { kind: 'done' as const, text: i18n.t(identifier) }
}
