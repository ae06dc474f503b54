/** `npm run ace -- <command>`: the console, with this installation's settings and database. */
import { runCommand } from './lib/command.js'
import type { Command } from './lib/command.js'
import { openDatabase, ownerVariables } from './lib/database.js'
import { AlreadyRunning } from './lib/instance_lock.js'
import { runProgram } from './lib/run_program.js'
import { readSettings } from './lib/settings.js'
import type { Variables } from './lib/settings.js'
import { NOWHERE, WITHOUT_DATABASE } from '#start/without_database'
import { runningAddresses } from './postgres/addresses.js'

// The database writes these files: what passes through is better collected at once than kept.
const MODEST = /^ledger:export$/
const MODESTLY = ['--max-semi-space-size=1', '--optimize-for-size']

await runCommand(async (command) => {
  const args = process.argv.slice(2)
  const settings = readSettings('development', '1')
  const isPure = WITHOUT_DATABASE.test(args[0] ?? 'list')
  const database = isPure ? { DATABASE_URL: NOWHERE } : await addresses(command, settings.dataDir)
  const { code } = await runProgram(command, {
    program: process.execPath,
    args: [...(MODEST.test(args[0] ?? '') ? MODESTLY : []), 'ace.js', ...args],
    variables: { ...settings.variables, ...database, MALLOC_ARENA_MAX: '2' },
    show: true,
  })
  process.exitCode = code
})

// Beside a running network, its server is used; otherwise one is started for the command's time.
async function addresses(command: Command, dataDir: string): Promise<Variables> {
  try {
    return ownerVariables(await openDatabase(command, dataDir, console.error))
  } catch (error) {
    if (!(error instanceof AlreadyRunning)) throw error
    return ownerVariables({ ...runningAddresses(dataDir), embedded: null })
  }
}
