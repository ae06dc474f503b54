import type { HttpContext } from '@adonisjs/core/http'
import { appUrl } from '#config/installation'
import { isLocale, LOCALE_COOKIE } from '#shared/http/locale'
import { Person } from './person.js'
import { safePath } from './safe_path.js'

/** Choosing a language: kept with the account, or in a cookie for visitors. */
export default class LocaleController {
  async handle(ctx: HttpContext) {
    const { request, response, viewer } = ctx
    const locale = request.input('locale')
    if (isLocale(locale)) {
      response.plainCookie(LOCALE_COOKIE, locale, {
        encode: false,
        httpOnly: true,
        sameSite: 'lax',
        secure: appUrl.startsWith('https:'),
        path: '/',
        maxAge: '365d',
      })
      if (viewer) await (await Person.findOrFail(viewer.id)).speak(locale)
    }
    return response
      .redirect()
      .status(303)
      .toPath(safePath(request.input('back'), '/'))
  }
}
