import type { I18n } from '@adonisjs/i18n'
import i18nManager from '@adonisjs/i18n/services/main'

const kept = new Map<string, I18n>()

/** The sentences of a language, made once: choosing a language's fallback costs as much as a query. */
export function sentencesIn(locale: string): I18n {
  let i18n = kept.get(locale)
  if (!i18n) kept.set(locale, (i18n = i18nManager.locale(locale)))
  return i18n
}
