import pg from 'pg'
import { startPostgres } from '../postgres/start_postgres.js'
import type { Command } from './command.js'
import type { InstanceLock } from './instance_lock.js'
import { Refusal } from './refusal.js'
import type { Variables } from './settings.js'

/** A database to serve from, and the role that may change its tables. */
export interface Database {
  applicationUrl: string
  ownerUrl: string
  /** The embedded server's end and lock; null with a server of one's own. */
  embedded: { exited: Promise<void>; lock: InstanceLock } | null
}

/**
 * The database of DATABASE_URL when there is one, else the embedded server of the data folder,
 * stopped at the command's end.
 */
export async function openDatabase(
  command: Command,
  dataDir: string,
  log: (sentence: string) => void,
  lock?: InstanceLock
): Promise<Database> {
  const { DATABASE_URL: applicationUrl, DATABASE_OWNER_URL: ownerUrl } = process.env
  if (applicationUrl) {
    await reach(applicationUrl, 'DATABASE_URL')
    if (ownerUrl) await reach(ownerUrl, 'DATABASE_OWNER_URL')
    else log(SINGLE_ROLE)
    return { applicationUrl, ownerUrl: ownerUrl ?? applicationUrl, embedded: null }
  }
  const server = await startPostgres({ dataDir, durable: true, log, ...(lock ? { lock } : {}) })
  command.atEnd(() => server.stop())
  return { ...server, embedded: server }
}

const SINGLE_ROLE =
  'DATABASE_OWNER_URL is not set: the role that serves also owns the tables, so the database ' +
  'itself does not forbid the program to rewrite history, drop a guard or change a table.'

/** What migrations and seeds are told; never given to what serves. */
export function ownerVariables(database: Database): Variables {
  const { applicationUrl, ownerUrl } = database
  const role = decodeURIComponent(new URL(applicationUrl).username)
  return {
    DATABASE_URL: applicationUrl,
    DATABASE_OWNER_URL: ownerUrl,
    ...(role !== decodeURIComponent(new URL(ownerUrl).username) ? { DATABASE_APP_ROLE: role } : {}),
  }
}

async function reach(url: string, name: string): Promise<void> {
  if (!URL.canParse(url)) throw new Refusal(`${name} is not an address like postgres://…`)
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  client.on('error', () => {})
  try {
    await client.connect()
  } catch (error) {
    const reason = error instanceof Error ? error.message || String(error) : String(error)
    throw new Refusal(`The database of ${name} cannot be reached: ${reason}`)
  } finally {
    await client.end().catch(() => {})
  }
}
