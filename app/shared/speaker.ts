import { Emitter } from '@adonisjs/core/events'
import type { ApplicationService } from '@adonisjs/core/types'
import { I18nManager } from '@adonisjs/i18n'
import i18nConfig from '#config/i18n'

/** Who says sentences of the language files, in which language. */
export interface Speaker {
  locale: string
  say: (key: string, words?: Record<string, string | number>) => string
}

/**
 * A speaker for a command that does not start the application: no settings, no database. French when
 * no language is asked, or one that nobody has translated to.
 */
export async function speakerOf(app: ApplicationService, asked?: string): Promise<Speaker> {
  const manager = new I18nManager(new Emitter(app), await i18nConfig.resolver(app))
  await manager.loadTranslations()
  const locale = manager.supportedLocales().find((one) => one === asked) ?? manager.defaultLocale
  const i18n = manager.locale(locale)
  return { locale, say: (key, words) => i18n.t(key, words) }
}
