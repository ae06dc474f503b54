import type { HttpContext } from '@adonisjs/core/http'
import { page } from '#shared/http/page'
import { giftsOf } from './gift_lists.js'
import { inKindOf } from './in_kind_lists.js'

/** What one has given. */
export default class MyGiftsController {
  async handle(ctx: HttpContext) {
    const { id } = ctx.auth.getUserOrFail()
    const { locale } = ctx.i18n
    return page(ctx, 'membership/my_gifts', {
      gifts: await giftsOf(id, locale),
      inKind: await inKindOf(id, locale),
    })
  }
}
