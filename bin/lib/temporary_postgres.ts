import { chmodSync, mkdtempSync, readdirSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { removePostgres } from '../postgres/remove_postgres.js'
import { startPostgres } from '../postgres/start_postgres.js'
import type { RunningPostgres } from '../postgres/start_postgres.js'
import { APPLICATION, OWNER } from '../postgres/roles.js'
import type { Command } from './command.js'
import { migrate } from './migrated.js'
import { Refusal } from './refusal.js'
import type { Variables } from './settings.js'

const PREFIX = 'placette-temporary-'

/** A server in a folder of its own, removed with all its data at the command's end. */
export async function temporaryPostgres(
  command: Command,
  durable: boolean
): Promise<RunningPostgres> {
  await removeLeftovers()
  const dataDir = mkdtempSync(join(tmpdir(), PREFIX))
  // Closed by default, which would send root's server elsewhere; what is secret in it is closed itself.
  chmodSync(dataDir, 0o755)
  const server = await startPostgres({ dataDir, durable, log: console.log })
  command.atEnd(() => server.remove())
  return server
}

/** Makes a migrated database that others are cloned from. */
export async function makeTemplate(
  command: Command,
  server: RunningPostgres,
  name: string,
  variables: Variables
): Promise<void> {
  const asOwner = server.ownerUrlFor('postgres')
  await execute(asOwner, `CREATE DATABASE ${name}`)
  await restrict(server, name)
  await migrate(command, 'ace.js', {
    ...variables,
    DATABASE_URL: server.applicationUrlFor(name),
    DATABASE_OWNER_URL: server.ownerUrlFor(name),
    DATABASE_APP_ROLE: APPLICATION,
  })
  await execute(asOwner, `ALTER DATABASE ${name} IS_TEMPLATE true`)
}

/** Clones a template, with the rights that a real installation's database has. */
export async function cloneTemplate(
  server: RunningPostgres,
  template: string,
  name: string
): Promise<void> {
  await execute(server.ownerUrlFor('postgres'), `CREATE DATABASE ${name} TEMPLATE ${template}`)
  await restrict(server, name)
}

async function restrict(server: RunningPostgres, database: string): Promise<void> {
  const url = server.ownerUrlFor(database)
  await execute(url, `REVOKE ALL ON DATABASE ${database} FROM PUBLIC`)
  await execute(url, `GRANT CONNECT ON DATABASE ${database} TO ${APPLICATION}, ${OWNER}`)
}

async function execute(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

// A run that was killed could not remove its folder; one that is still alive holds its lock.
async function removeLeftovers(): Promise<void> {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(PREFIX))) {
    const folder = join(tmpdir(), name)
    const owner = statSync(folder, { throwIfNoEntry: false })?.uid
    if (owner !== process.getuid?.()) continue
    try {
      await removePostgres(folder)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
    }
  }
}
