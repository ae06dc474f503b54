import type { HttpContext } from '@adonisjs/core/http'
import type { I18n } from '@adonisjs/i18n'

export const LOCALES = ['fr', 'en'] as const
export type Locale = (typeof LOCALES)[number]

/** The cookie of a visitor's chosen language: a preference asked for, so no consent is needed. */
export const LOCALE_COOKIE = 'lang'

export const isLocale = (text: unknown): text is Locale => LOCALES.includes(text as Locale)

/**
 * A person's own language, else the visitor's choice, else the browser's, among those that the
 * network offers; else the network's first.
 */
export function localeOf(
  { viewer, request }: HttpContext,
  offered: readonly Locale[] = LOCALES
): Locale {
  const chosen = viewer?.locale ?? request.plainCookie(LOCALE_COOKIE, undefined, false)
  if (isLocale(chosen) && offered.includes(chosen)) return chosen
  const accepted = viewer ? null : request.language([...offered])
  return isLocale(accepted) ? accepted : (offered[0] ?? 'fr')
}

declare module '@adonisjs/core/http' {
  interface HttpContext {
    /** Sentences, dates and amounts in the reader's language. */
    i18n: I18n
  }
}
