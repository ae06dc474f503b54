import type { HttpContext } from '@adonisjs/core/http'

const COOKIE = 'notice'
const LEFT = /^(done|warning)-([a-z_.]{1,60})$/

/** How what was asked went: it is done, or something kept it from being done. */
type Outcome = 'done' | 'warning'

/** One sentence on the next page, after a redirect: a translation key in a cookie of one minute. */
export function leaveNotice(
  { response }: HttpContext,
  key: string,
  outcome: Outcome = 'done'
): void {
  response.plainCookie(COOKIE, `${outcome}-${key}`, {
    encode: false,
    httpOnly: true,
    sameSite: 'lax',
    path: '/',
    maxAge: 60,
  })
}

/** The sentence left by the page before, read once; null when there is none. */
export function takeNotice({ request, response, i18n }: HttpContext) {
  const left: unknown = request.plainCookie(COOKIE, undefined, false)
  if (typeof left !== 'string') return null
  response.clearCookie(COOKIE)
  const [, kind, key] = LEFT.exec(left) ?? []
  const identifier = `notices.${key}`
  if (!key || !i18n.hasMessage(identifier)) return null
  return { kind, text: i18n.t(identifier) }
}
