import type { HttpContext } from '@adonisjs/core/http'
import { clock } from '#shared/clock'
import { page } from '#shared/http/page'
import { wantsJson } from '#shared/http/wants_json'
import { difference } from './difference.js'
import { dateInWords, dayOf, instantAsked } from './instant_asked.js'
import { bookAsOf } from './rule_book.js'
import { differencesSaid } from './rules_page.js'

/** What changed in the rule book from one date (`?from=`) to another (`?to=`, today when absent). */
export default class RulesDifferenceController {
  async handle(ctx: HttpContext) {
    const { request, response, i18n } = ctx
    const now = clock.now()
    const text = (name: string) => String(request.qs()[name] ?? '').slice(0, 40)
    const from = instantAsked(text('from'), now)
    const to = text('to') ? instantAsked(text('to'), now) : now
    const asked = from && to ? { from, to } : null
    const status = asked || !text('from') ? 200 : 422
    const books = asked && (await Promise.all([bookAsOf(asked.from), bookAsOf(asked.to)]))

    if (wantsJson(ctx)) {
      if (!asked || !books) return response.status(422).json({ error: 'unknown_date' })
      return response.json({ ...asked, differences: difference(...books) })
    }
    const reader = {
      locale: i18n.locale,
      t: (key: string, parameters?: Record<string, unknown>) => i18n.t(key, parameters),
    }
    return page(
      ctx,
      'rulebook/difference',
      {
        from: from && dayOf(from),
        to: dayOf(to ?? now),
        dates: asked && {
          from: dateInWords(asked.from, i18n.locale),
          to: dateInWords(asked.to, i18n.locale),
        },
        differences: books && differencesSaid(...books, reader),
        unknownDate: status === 422,
      },
      status
    )
  }
}
