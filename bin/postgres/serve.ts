/** `serve.ts --data=DIR [--disposable]`: the embedded server alone, until SIGINT or SIGTERM. */
import { parseArgs } from 'node:util'
import { runCommand } from '../lib/command.js'
import { startPostgres } from './start_postgres.js'

await runCommand(async (command) => {
  const { values } = parseArgs({
    options: { data: { type: 'string' }, disposable: { type: 'boolean' } },
  })
  const server = await startPostgres({
    dataDir: values.data ?? process.env.DATA_DIR ?? 'var',
    durable: !values.disposable,
    log: console.log,
  })
  command.atEnd(() => server.stop())
  console.log(`DATABASE_URL=${server.applicationUrl}`)
  console.log(`DATABASE_OWNER_URL=${server.ownerUrl}`)
  await server.exited
}, 0)
