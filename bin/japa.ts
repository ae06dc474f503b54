process.env.NODE_ENV = 'test'

import { writeFile } from 'node:fs/promises'
import { prettyPrintError } from '@adonisjs/core'
import { configure, processCLIArgs, run } from '@japa/runner'
import { createIgnitor } from './ignitor.js'

createIgnitor()
  .testRunner()
  .configure(async (app) => {
    const { runnerHooks, ...config } = await import('../tests/bootstrap.js')
    processCLIArgs(process.argv.splice(2))
    configure({
      ...app.rcFile.tests,
      ...config,
      setup: runnerHooks.setup,
      teardown: [
        ...runnerHooks.teardown,
        async (runner) => {
          const { aggregates } = runner.getSummary()
          const summary = { ...aggregates, skipped: aggregates.skipped + aggregates.todo }
          const path = process.env.TEST_SUMMARY
          if (path) await writeFile(path, JSON.stringify(summary))
        },
        () => app.terminate(),
      ],
    })
  })
  .run(() => run())
  .catch((error) => {
    process.exitCode = 1
    prettyPrintError(error)
  })
