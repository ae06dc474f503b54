import type { HttpContext } from '@adonisjs/core/http'
import { clock } from '#shared/clock'
import { page } from '#shared/http/page'
import { currentBook } from '#rulebook/rule_book'

/** Pages that say what they have to say: about, charter, privacy, legal, contact, and rooms not yet open. */
export default class PlainPagesController {
  async handle(ctx: HttpContext) {
    const name = ctx.request.url().slice(1)
    return page(ctx, `web/${name}`, { book: await currentBook(clock.now()) })
  }
}
