import { readFileSync } from 'node:fs'
import app from '@adonisjs/core/services/app'
import { formatters } from '@adonisjs/i18n'
import type { I18nManagerConfig } from '@adonisjs/i18n/types'
import type { Translate } from '#rulebook/value_in_words'

type Messages = { [name: string]: string | Messages }

const makeFormatter = await formatters.icu().resolver(app)
const formatter = makeFormatter({} as I18nManagerConfig)

/** The rule book's translations in one language, by their full key. */
export function translations(locale: string): Map<string, string> {
  const file = new URL(`../../../resources/lang/${locale}/rulebook.json`, import.meta.url)
  return new Map(flat(JSON.parse(readFileSync(file, 'utf8')), 'rulebook'))
}

/** Translates as pages do, and throws where a page would show a missing translation. */
export function translator(locale: string): Translate {
  const messages = translations(locale)
  return (key, parameters) => {
    const message = messages.get(key)
    if (message === undefined) throw new Error(`No ${locale} translation ${key}`)
    return formatter.format(message, locale, parameters)
  }
}

function flat(messages: Messages, path: string): [string, string][] {
  return Object.entries(messages).flatMap(([name, message]): [string, string][] =>
    typeof message === 'string' ? [[`${path}.${name}`, message]] : flat(message, `${path}.${name}`)
  )
}
