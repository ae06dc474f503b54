/** `npm run dev`: the network from its sources; a saved file restarts or rebuilds what reads it. */
import { buildAssets } from './lib/build/assets.js'
import { runCommand } from './lib/command.js'
import type { Command } from './lib/command.js'
import { openDatabase, ownerVariables } from './lib/database.js'
import { lockFolder } from './lib/instance_lock.js'
import { migrate, readState } from './lib/migrated.js'
import { runProgram } from './lib/run_program.js'
import { readSettings } from './lib/settings.js'
import type { Variables } from './lib/settings.js'
import { supervise } from './lib/supervise.js'
import { watchFolders } from './lib/watch.js'
import { requirePort } from './lib/web_port.js'

const WATCHED = ['app', 'config', 'database', 'start', 'resources']
// Ballots are counted in the browser by the server's own code.
const BROWSER = /^(resources\/(css|js|fonts)|app\/governance)\//
const SERVER = /\.ts$|^resources\/lang\//
const MIGRATIONS = /^database\/migrations\//
const say = (sentence: string) => console.log(sentence)

await runCommand(async (command) => {
  const settings = readSettings('development', '1')
  const lock = process.env.DATABASE_URL ? undefined : lockFolder(settings.dataDir)
  lock?.announce(settings.appUrl)
  await requirePort(settings)
  const database = await openDatabase(command, settings.dataDir, say, lock)
  const asOwner = { ...settings.variables, ...ownerVariables(database) }
  const prepare = async () => {
    if ((await readState(database.ownerUrl)).migrated) return
    say('Preparing the database…')
    await migrate(command, 'ace.js', asOwner)
  }
  await Promise.all([prepare(), buildAssets()])
  if (settings.demo && !(await readState(database.ownerUrl)).inhabited) {
    const args = ['ace.js', 'demo:seed', '--once']
    await runProgram(command, { program: process.execPath, args, variables: asOwner, show: true })
  }

  let restart = serve(command, { ...settings.variables, DATABASE_URL: database.applicationUrl })
  say(`Placette, from its sources: ${settings.appUrl}`)
  const react = async (files: string[]) => {
    // The server keeps the files' names, which follow their content: it starts again as well.
    if (files.some((file) => BROWSER.test(file))) await buildAssets()
    if (files.some((file) => MIGRATIONS.test(file))) await prepare()
    if (files.some((file) => SERVER.test(file) || BROWSER.test(file))) await restart()
  }
  let reacting = Promise.resolve()
  const stopWatching = watchFolders(WATCHED, (files) => {
    reacting = reacting.then(() => react(files)).catch((error) => console.error(String(error)))
  })
  command.atEnd(stopWatching)
  await (database.embedded?.exited ?? new Promise(() => {}))
}, 0)

/** Starts the web server and the worker; returns what stops and starts both again. */
function serve(command: Command, variables: Variables): () => Promise<void> {
  const typescript = ['--import', '@poppinss/ts-exec']
  const start = () =>
    [
      { name: 'The web server', args: [...typescript, 'bin/server.ts'] },
      { name: 'The worker', args: ['ace.js', 'jobs:work'] },
    ].map((child) => {
      const supervised = supervise({
        ...child,
        variables,
        log: say,
        interrupted: command.interrupted,
      })
      void supervised.gaveUp.then((why) => say(`${why} Waiting for a change…`))
      return supervised
    })
  let children = start()
  const stop = () => Promise.all(children.map((child) => child.stop(5, command.hurried)))
  command.atEnd(async () => void (await stop()))
  return async () => {
    await stop()
    if (!command.interrupted.aborted) children = start()
  }
}
