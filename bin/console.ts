import { prettyPrintError } from '@adonisjs/core'
import { createIgnitor } from './ignitor.js'
import { NO_SETTINGS, WITHOUT_SETTINGS } from '#start/without_database'

if (WITHOUT_SETTINGS.test(process.argv[2] ?? '')) {
  for (const [name, value] of Object.entries(NO_SETTINGS)) process.env[name] ??= value
}

createIgnitor()
  .ace()
  .handle(process.argv.slice(2))
  .catch((error) => {
    process.exitCode = 1
    prettyPrintError(error)
  })
