import type { HttpContext } from '@adonisjs/core/http'
import { refundsOfPayer } from '#payments/refunding/refunds_of_payer'
import { currentBook } from '#rulebook/rule_book'
import { clock } from '#shared/clock'
import { eurosLabel } from '#shared/euros'
import { page } from '#shared/http/page'
import { giftsOf, titleOfGift } from './gift_lists.js'
import { GiftSurplus } from './gift_surplus.js'
import { inKindOf } from './in_kind_lists.js'

/** What one has given, what came twice, and what goes back. */
export default class MyGiftsController {
  async handle(ctx: HttpContext) {
    const { id } = ctx.auth.getUserOrFail()
    const { locale } = ctx.i18n
    const at = clock.now()
    const surplus = await GiftSurplus.undecided(id)
    const book = await currentBook(at)
    return page(ctx, 'membership/my_gifts', {
      gifts: await giftsOf(id, locale),
      inKind: await inKindOf(id, locale),
      surplus: await Promise.all(
        surplus.map(async (one) => ({
          id: one.surplus.id,
          amount: eurosLabel(one.leftCents, locale),
          campaign: (await titleOfGift(one.surplus.giftId, locale)) ?? 'none',
        }))
      ),
      refundsFrom: eurosLabel(book.value('treasury.two_signatures_from'), locale),
      refunds: await refundsOfPayer(id, at, ctx.i18n),
    })
  }
}
