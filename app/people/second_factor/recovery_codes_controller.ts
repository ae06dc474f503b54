import type { HttpContext } from '@adonisjs/core/http'
import { appUrl } from '#config/installation'
import { clock } from '#shared/clock'
import { page } from '#shared/http/page'
import { AuthenticatorApp } from './authenticator_app.js'
import { makeRecoveryCodes } from './recovery_codes.js'

const COOKIE = 'placette_codes'
const PATH = '/me/recovery-codes'
const FOR_MINUTES = 10

/** Codes for a bad day: made, then shown once; the next look finds nothing. */
export default class RecoveryCodesController {
  async show(ctx: HttpContext) {
    const kept = ctx.request.encryptedCookie(COOKIE) as { of?: unknown; codes?: unknown } | null
    ctx.response.clearCookie(COOKIE, { path: PATH })
    // Whoever signs in next in this browser sees none of them.
    const own = kept?.of === ctx.auth.getUserOrFail().id && Array.isArray(kept.codes)
    const codes = own ? [kept.codes].flat().map(String) : []
    const file = `data:text/plain;charset=utf-8,${encodeURIComponent(codes.join('\n'))}`
    return page(ctx, 'people/recovery_codes', { codes, file })
  }

  async store(ctx: HttpContext) {
    const { id } = ctx.auth.getUserOrFail()
    if (await AuthenticatorApp.isSetUp(id)) return showCodesOnce(ctx, id)
    return ctx.response.redirect().status(303).toPath('/me/authenticator')
  }
}

/**
 * Makes new codes and leads to the page that shows them. Until it is opened they travel in a cookie
 * sealed with the application's key, for that page alone.
 */
export async function showCodesOnce(ctx: HttpContext, personId: number) {
  const codes = await makeRecoveryCodes(personId, clock.now())
  ctx.response.encryptedCookie(
    COOKIE,
    { of: personId, codes },
    {
      path: PATH,
      maxAge: FOR_MINUTES * 60,
      httpOnly: true,
      sameSite: 'strict',
      secure: appUrl.startsWith('https:'),
    }
  )
  return ctx.response.redirect().status(303).toPath(PATH)
}
