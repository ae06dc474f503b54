/** `npm run bench -- [works] [--quick] [--seed]`: the product measured beside its limits. */
import { join } from 'node:path'
import { benchCounting, isCountingAlone } from '../bench/counting.js'
import { bench } from '../bench/index.js'
import { build } from './lib/build/build.js'
import { runCommand } from './lib/command.js'
import { readSettings } from './lib/settings.js'
import { withDatabase } from './lib/with_database.js'

await runCommand(async (command) => {
  const names = process.argv.slice(2)
  if (isCountingAlone(names)) return benchCounting(names)
  await build(console.log)
  // A million posts take minutes to bring in: they are kept for the next run.
  const { dataDir } = readSettings('production', '0')
  const wanted = names.includes('--seed') ? { keptIn: join(dataDir, 'bench') } : {}
  await withDatabase(command, { durable: true, ...wanted }, (database) =>
    bench({ ...database, names })
  )
})
