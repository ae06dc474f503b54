import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { hasFormToken } from '#shared/http/form_token'
import { CrossSiteRefusal } from '#shared/http/refusals'

/** Checks the form's token where one is due, now that the body is read. */
export default class FormTokenMiddleware {
  handle(ctx: HttpContext, next: NextFn) {
    if (ctx.needsFormToken && !hasFormToken(ctx, ctx.request.input('_token'))) {
      throw new CrossSiteRefusal()
    }
    return next()
  }
}
