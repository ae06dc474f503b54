import type { HttpContext } from '@adonisjs/core/http'
import { clock } from '#shared/clock'
import { dayLabel } from '#shared/date_label'
import { page } from '#shared/http/page'
import { legalFacts, networkTexts } from '#organisation/network'
import { currentBook } from '#rulebook/rule_book'

/** Pages that say what they have to say: about, charter, terms, privacy, legal, contact, and rooms not yet open. */
export default class PlainPagesController {
  async handle(ctx: HttpContext) {
    const name = ctx.request.url().slice(1)
    const about = Number(ctx.request.input('post'))
    const texts = await networkTexts(ctx.i18n.locale)
    const book = await currentBook(clock.now())
    return page(ctx, `web/${name}`, {
      texts,
      adopted: texts.charterAdoptedAt && dayLabel(texts.charterAdoptedAt, ctx.i18n.locale),
      legal: await legalFacts(),
      minimumAge: book.value('join.minimum_age'),
      appealDays: book.value('moderation.appeal_within_days'),
      about: Number.isSafeInteger(about) && about > 0 ? about : null,
    })
  }
}
