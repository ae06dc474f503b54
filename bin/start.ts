/** `npm start`: the whole network on this machine, ready to be visited, until Ctrl-C. */
import { join } from 'node:path'
import { build } from './lib/build/build.js'
import { runCommand } from './lib/command.js'
import type { Command } from './lib/command.js'
import { openDatabase, ownerVariables } from './lib/database.js'
import type { Database } from './lib/database.js'
import { lockFolder } from './lib/instance_lock.js'
import { migrate, readState } from './lib/migrated.js'
import { runProgram } from './lib/run_program.js'
import { Refusal } from './lib/refusal.js'
import { ROOT, readSettings } from './lib/settings.js'
import type { Settings } from './lib/settings.js'
import { supervise } from './lib/supervise.js'
import { requirePort, untilServing } from './lib/web_port.js'

const ACE = join(ROOT, 'build', 'ace.js')
const SERVER = join(ROOT, 'build', 'bin', 'server.js')
// A third less memory under load at the same speed: what a page leaves behind is swept sooner.
const MODEST = ['--max-semi-space-size=8']
const say = (sentence: string) => console.log(sentence)

await runCommand(async (command) => {
  const settings = readSettings('production', '1')
  const lock = process.env.DATABASE_URL ? undefined : lockFolder(settings.dataDir)
  lock?.announce(settings.appUrl)
  await requirePort(settings)
  await build(say)
  const database = await openDatabase(command, settings.dataDir, say, lock)
  await prepare(command, settings, database)
  await serve(command, settings, database)
}, 0)

async function prepare(command: Command, settings: Settings, database: Database): Promise<void> {
  const variables = { ...settings.variables, ...ownerVariables(database) }
  const state = await readState(database.ownerUrl)
  if (!state.migrated) {
    say('Preparing the database…')
    await migrate(command, ACE, variables)
  }
  if (!settings.demo || state.inhabited) return
  say('Bringing in the demo network…')
  const args = [ACE, 'demo:seed', '--once']
  const { code } = await runProgram(command, {
    program: process.execPath,
    args,
    variables,
    show: true,
  })
  if (code !== 0) throw new Refusal('The demo network could not be brought in: see above.')
}

async function serve(command: Command, settings: Settings, database: Database): Promise<void> {
  const variables = { ...settings.variables, DATABASE_URL: database.applicationUrl }
  const { interrupted } = command
  const { inhabited } = await readState(database.ownerUrl)
  const worker = supervise({
    name: 'The worker',
    args: [ACE, 'jobs:work'],
    // Photos are prepared here: fewer arenas give their memory back sooner.
    variables: { ...variables, MALLOC_ARENA_MAX: '2' },
    log: say,
    interrupted,
  })
  command.atEnd(() => worker.stop(20, command.hurried))
  const web = supervise({
    name: 'The web server',
    args: [...MODEST, SERVER],
    variables,
    log: say,
    interrupted,
  })
  command.atEnd(() => web.stop(10, command.hurried))

  const failed = Promise.race([web.gaveUp, worker.gaveUp, databaseEnd(database, settings)])
  const ready = untilServing(settings, command.interrupted).then(() => null)
  let failure = await Promise.race([failed, ready])
  if (failure === null) {
    if (!command.interrupted.aborted) welcome(settings, inhabited)
    failure = await failed
  }
  if (!command.interrupted.aborted) throw new Refusal(`${failure} Everything has been stopped.`)
}

async function databaseEnd({ embedded }: Database, { dataDir }: Settings): Promise<string> {
  if (!embedded) return new Promise<never>(() => {})
  await embedded.exited
  return `PostgreSQL stopped unexpectedly (its log: ${join(dataDir, 'postgres.log')}).`
}

function welcome({ appUrl, demo, variables }: Settings, inhabited: boolean): void {
  say(`\nPlacette is ready: ${appUrl}\n`)
  if (demo) {
    say('This is the demo network. On its first page, come in as:')
    say('visitor · newcomer · member · moderator · treasurer · board\n')
  }
  if (!demo && !inhabited) {
    say('Nobody lives here yet. This link founds the network, once:')
    say(`${appUrl}/setup?token=${variables.SETUP_TOKEN}\n`)
  }
  say('Ctrl-C stops everything.')
}
