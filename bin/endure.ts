/** `npm run endure -- [--short]`: what takes minutes: loads, kills, races. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { build } from './lib/build/build.js'
import { runCommand } from './lib/command.js'
import { ROOT } from './lib/settings.js'
import { withDatabase } from './lib/with_database.js'
import type { DatabaseGiven } from './lib/with_database.js'

/** What `tests/endure/index.ts` exports; it throws, or returns false, when something gave way. */
interface Endurance {
  endure(options: DatabaseGiven & { names: string[] }): Promise<boolean>
}

await runCommand(async (command) => {
  const index = join(ROOT, 'tests', 'endure', 'index.ts')
  if (!existsSync(index)) {
    console.log('There is nothing to endure yet.')
    return
  }
  await build(console.log)
  const { endure } = (await import(index)) as Endurance
  const names = process.argv.slice(2)
  const held = await withDatabase(command, { durable: true }, (database) =>
    endure({ ...database, names })
  )
  if (!held) process.exitCode = 1
})
