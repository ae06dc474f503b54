import { configProvider } from '@adonisjs/core'
import app from '@adonisjs/core/services/app'
import { defineConfig, formatters, loaders } from '@adonisjs/i18n'
import { keeping } from '#shared/plain_sentences'

const icu = formatters.icu()

/** French first; a third language is one more folder. */
const i18nConfig = defineConfig({
  defaultLocale: 'fr',
  supportedLocales: ['fr', 'en'],
  formatter: configProvider.create(async (application) => {
    const formatter = await icu.resolver(application)
    return (config) => keeping(formatter(config))
  }),
  loaders: [loaders.fs({ location: app.languageFilesPath() })],
})

export default i18nConfig
