import type { HttpContext } from '@adonisjs/core/http'
import { page } from '#shared/http/page'

/** Pages that say what they have to say: about, charter, privacy, legal, contact, and rooms not yet open. */
export default class PlainPagesController {
  async handle(ctx: HttpContext) {
    const name = ctx.request.url().slice(1)
    const about = Number(ctx.request.input('post'))
    return page(ctx, `web/${name}`, {
      about: Number.isSafeInteger(about) && about > 0 ? about : null,
    })
  }
}
