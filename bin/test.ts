/** `npm test -- [suites] [--files=…]`: the tests, on a database of their own that is then removed. */
import { existsSync, readFileSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { buildAssets } from './lib/build/assets.js'
import { findChromium } from './lib/chromium.js'
import { runCommand } from './lib/command.js'
import { runNode } from './lib/node_process.js'
import { Refusal } from './lib/refusal.js'
import { cloneTemplate, makeTemplate, temporaryPostgres } from './lib/temporary_postgres.js'
import { databaseVariables, testVariables } from './lib/test_settings.js'

const TEMPLATE = 'placette_template'
const DATABASE = 'placette_test'
const SUITES = ['unit', 'functional', 'browser']

interface Summary {
  passed: number
  failed: number
  skipped: number
  total: number
}

await runCommand(async (command) => {
  const asked = process.argv.slice(2)
  const named = asked.filter((word) => SUITES.includes(word))
  const chromium =
    named.length === 0 || named.includes('browser') ? await findChromium(console.log) : null
  await buildAssets()
  const server = await temporaryPostgres(command, false)
  const general = await testVariables(server.dataDir)
  await mkdir(general.DATA_DIR ?? '', { recursive: true })
  await makeTemplate(command, server, TEMPLATE, general)
  await cloneTemplate(server, TEMPLATE, DATABASE)

  const summaryFile = join(server.dataDir, 'summary.json')
  const { code } = await runNode(command, {
    args: ['--import', '@poppinss/ts-exec', 'bin/japa.ts', ...asked],
    variables: {
      ...general,
      ...databaseVariables(server, DATABASE),
      ...(chromium ? { CHROMIUM_PATH: chromium } : {}),
      TEST_TEMPLATE: TEMPLATE,
      TEST_SUMMARY: summaryFile,
    },
    output: 'show',
  })
  if (command.interrupted.aborted) return
  const summary = readSummary(summaryFile)
  command.atEnd(() => console.log(`${summary.passed} passed, ${summary.failed} failed`))
  if (code !== 0 || summary.failed > 0) process.exitCode = 1
  if (summary.skipped > 0)
    throw new Refusal(`${summary.skipped} skipped: a test runs or is deleted.`)
})

function readSummary(file: string): Summary {
  if (!existsSync(file)) throw new Refusal('The tests ended before they could be counted.')
  const summary: Summary = JSON.parse(readFileSync(file, 'utf8'))
  if (summary.total === 0) throw new Refusal('No test was found.')
  return summary
}
