import { BaseCommand, flags } from '@adonisjs/core/ace'
import type { I18n } from '@adonisjs/i18n'
import { clock } from '#shared/clock'
import type { Book } from './book.js'
import { bookAsJson } from './book_as_json.js'
import { dateInWords, instantAsked } from './instant_asked.js'
import { bookAsOf } from './rule_book.js'
import { rulesPage } from './rules_page.js'

/** Prints the rules in force, now or on a date, in words or as JSON. */
export default class RulebookShow extends BaseCommand {
  static override commandName = 'rulebook:show'
  static override description = 'Show the rules in force, now or on a date'
  static override options = { startApp: true }

  @flags.string({ description: 'A date (2026-03-12) or an instant; now when absent' })
  declare at?: string

  @flags.boolean({ description: 'Print JSON instead of sentences' })
  declare json?: boolean

  override async run() {
    const now = clock.now()
    const instant = this.at === undefined ? now : instantAsked(this.at, now)
    if (!instant) {
      this.logger.error(`"${this.at}" is not a date (expected: 2026-03-12)`)
      this.exitCode = 1
      return
    }
    const book = await bookAsOf(instant)
    if (this.json) return this.logger.log(JSON.stringify(bookAsJson(book), null, 2))
    const { default: languages } = await import('@adonisjs/i18n/services/main')
    this.logger.log(inWords(book, languages.locale(languages.defaultLocale)))
  }
}

function inWords(book: Book, i18n: I18n): string {
  const reader = {
    locale: i18n.locale,
    t: (key: string, parameters?: Record<string, unknown>) => i18n.t(key, parameters),
  }
  const lines = [
    reader.t('rulebook.page.shown_as_of', { date: dateInWords(book.instant, i18n.locale) }),
  ]
  for (const chapter of rulesPage(book, reader)) {
    lines.push('', chapter.title)
    for (const { key, title, value, source } of chapter.rules) {
      lines.push(`  ${title} (${key}) · ${source.text}`, ...value.map((line) => `    ${line}`))
    }
  }
  return lines.join('\n')
}
