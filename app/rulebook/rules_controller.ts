import type { HttpContext } from '@adonisjs/core/http'
import db from '@adonisjs/lucid/services/db'
import { clock } from '#shared/clock'
import { page } from '#shared/http/page'
import { ruleRemarks } from '#shared/wiring/rule_remarks'
import { bookAsJson } from './book_as_json.js'
import { dateInWords, dayOf, instantAsked } from './instant_asked.js'
import { bookAsOf, currentBook } from './rule_book.js'
import { differencesSaid, rulesPage } from './rules_page.js'
import type { Translate } from './value_in_words.js'

/** The rule book in force, or as it was or will be at the date asked for by `?at=`. */
export default class RulesController {
  async index(ctx: HttpContext) {
    const { request, response, i18n } = ctx
    const now = clock.now()
    const text = String(request.qs().at ?? '').slice(0, 40)
    const asked = text ? instantAsked(text, now) : now
    const current = await currentBook(now)
    const book = asked && asked !== now ? await bookAsOf(asked) : current
    const status = asked ? 200 : 422

    if (request.accepts(['html', 'json']) === 'json') {
      response.header('vary', 'accept')
      return response.status(status).json(asked ? bookAsJson(book) : { error: 'unknown_date' })
    }

    const reader = {
      locale: i18n.locale,
      t: (key: string, parameters?: Record<string, unknown>) => i18n.t(key, parameters),
    }
    return page(
      ctx,
      'rulebook/rules',
      {
        chapters: rulesPage(book, reader),
        remarks: book === current ? await remarksSaid(now, reader.t) : [],
        differences: book === current ? null : differencesSaid(book, current, reader),
        day: dayOf(asked ?? now),
        date: dateInWords(asked ?? now, i18n.locale),
        unknownDate: asked ? null : text,
      },
      status
    )
  }
}

/** Which rules this network cannot keep today, and where what happens meanwhile is said. */
async function remarksSaid(now: Date, t: Translate) {
  const remarks = await db.transaction((transaction) => ruleRemarks(now, transaction))
  return remarks.map(({ rule, key, words, href }) => ({ rule, text: t(key, words), href }))
}
