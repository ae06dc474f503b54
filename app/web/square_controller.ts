import type { HttpContext } from '@adonisjs/core/http'
import { appUrl, demo } from '#config/installation'
import { clock } from '#shared/clock'
import { formToken } from '#shared/http/form_token'
import { hole } from '#shared/http/frames'
import { framedPage } from '#shared/http/page'
import { currentBook } from '#rulebook/rule_book'
import { feedPage } from '#feed/feed_page'
import { postCards } from '#feed/post_cards'
import { squareNow } from './square_now.js'
import { DEMO_ROLES, demoInvitation } from './demo/roles.js'

const SHOWN = 6

/** The public square: what this place is, a few public posts, how to join. */
export default class SquareController {
  async handle(ctx: HttpContext) {
    const { viewer, i18n } = ctx
    const { rows } = await feedPage(null, undefined, SHOWN)
    const reader = { locale: i18n.locale, signedIn: viewer !== null, csrf: formToken(ctx) }
    const book = await currentBook(clock.now())
    const cards = await postCards(rows, reader)
    return framedPage(ctx, {
      template: 'web/square',
      frame: {
        base: appUrl,
        cards: cards.length > 0 ? [hole('cards')] : [],
        joinMode: book.value('join.mode'),
        current: await squareNow(i18n),
        roles: demo ? DEMO_ROLES : [],
        invitation: demo ? await demoInvitation(clock.now()) : null,
      },
      fillings: { cards },
    })
  }
}
