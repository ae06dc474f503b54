import { existsSync, readFileSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { buildAssets } from './build/assets.js'
import type { Command } from './command.js'
import { runProgram } from './run_program.js'
import { Refusal } from './refusal.js'
import type { Variables } from './settings.js'
import { cloneTemplate, makeTemplate, temporaryPostgres } from './temporary_postgres.js'
import { databaseVariables, testVariables } from './test_settings.js'

const TEMPLATE = 'placette_template'
const DATABASE = 'placette_test'

export interface TestsWanted {
  /** Suites, then flags, as Japa takes them. */
  words: string[]
  /** More environment for the tests. */
  variables: Variables
}

/** How the tests of one run ended. */
export interface TestResult {
  passed: number
  failed: number
  skipped: number
  /** The runner's own exit code: not 0 also when something failed outside of any test. */
  code: number
}

/** Runs tests on a database of their own, removed at the command's end; refuses an empty run. */
export async function runTests(
  command: Command,
  { words, variables }: TestsWanted
): Promise<TestResult> {
  await buildAssets()
  const server = await temporaryPostgres(command, false)
  const general = await testVariables(server.dataDir)
  await mkdir(general.DATA_DIR ?? '', { recursive: true })
  await makeTemplate(command, server, TEMPLATE, general)
  await cloneTemplate(server, TEMPLATE, DATABASE)

  const summaryFile = join(server.dataDir, 'summary.json')
  const { code } = await runProgram(command, {
    program: process.execPath,
    args: ['--import', '@poppinss/ts-exec', 'bin/japa.ts', ...words],
    variables: {
      ...general,
      ...databaseVariables(server, DATABASE),
      ...variables,
      TEST_TEMPLATE: TEMPLATE,
      TEST_SUMMARY: summaryFile,
    },
    show: true,
  })
  return { ...readSummary(summaryFile), code }
}

function readSummary(file: string) {
  if (!existsSync(file)) throw new Refusal('The tests ended before they could be counted.')
  const summary: TestResult & { total: number } = JSON.parse(readFileSync(file, 'utf8'))
  if (summary.total === 0) throw new Refusal('No test was found.')
  return summary
}
