import type { HttpContext } from '@adonisjs/core/http'
import { appUrl } from '#config/installation'
import { clock } from '#shared/clock'
import { dayLabel } from '#shared/date_label'
import { leaveNotice } from '#shared/http/notice'
import { page } from '#shared/http/page'
import { throttle } from '#shared/http/throttle'
import { FeedToken } from './feed_token.js'

/** Carries a new key to the page that shows it, once. */
const COOKIE = 'feed_key'
const PATH = '/me/feeds'

/** The addresses of one's feeds: the private one is made, shown once, renewed, revoked. */
export default class FeedAddressesController {
  async show(ctx: HttpContext) {
    const { request, response, i18n } = ctx
    const { id } = ctx.auth.getUserOrFail()
    const given = request.plainCookie(COOKIE, undefined, false)
    if (given !== undefined) response.clearCookie(COOKIE, { path: PATH })
    const known =
      typeof given === 'string' && given.length === 43 ? await FeedToken.holder(given) : null
    const token = await FeedToken.find(id)
    return page(ctx, 'feed/feed_addresses', {
      base: appUrl,
      madeLabel: token && dayLabel(token.madeAt, i18n.locale),
      address: known?.id === id ? `${appUrl}/feeds/${given}/feed.atom` : null,
    })
  }

  async store(ctx: HttpContext) {
    const { response } = ctx
    const { id } = ctx.auth.getUserOrFail()
    await throttle('feed-key', [String(id)], { tries: 20, seconds: 3600 })
    const token = await FeedToken.renew(id, clock.now())
    response.plainCookie(COOKIE, token, {
      encode: false,
      httpOnly: true,
      sameSite: 'lax',
      secure: appUrl.startsWith('https:'),
      path: PATH,
      maxAge: 60,
    })
    leaveNotice(ctx, 'feed_key_made')
    return response.redirect().status(303).toPath(PATH)
  }

  async destroy(ctx: HttpContext) {
    await FeedToken.revoke(ctx.auth.getUserOrFail().id)
    leaveNotice(ctx, 'feed_key_revoked')
    return ctx.response.redirect().status(303).toPath(PATH)
  }
}
