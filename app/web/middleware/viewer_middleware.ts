import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { sentencesIn } from '#shared/http/languages'
import { localeOf } from '#shared/http/locale'
import { offeredLanguages } from '#organisation/network'

/** Finds who is looking and in which language to answer, once per request. */
export default class ViewerMiddleware {
  async handle(ctx: HttpContext, next: NextFn) {
    await ctx.auth.check()
    ctx.viewer = ctx.auth.user ?? null
    ctx.i18n = sentencesIn(localeOf(ctx, await offeredLanguages()))
    return next()
  }
}
