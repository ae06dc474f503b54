import { readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import pg from 'pg'
import type { Command } from './command.js'
import { runProgram } from './run_program.js'
import { Refusal } from './refusal.js'
import { ROOT } from './settings.js'
import type { Variables } from './settings.js'

/** What a database already holds: asked of the database itself, in a few milliseconds. */
export interface DatabaseState {
  /** Every migration of the code has been applied. */
  migrated: boolean
  /** Somebody lives in it. */
  inhabited: boolean
}

/** Reads the state of a database; throws when it cannot be reached. */
export async function readState(url: string): Promise<DatabaseState> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  await client.connect()
  try {
    const applied = await rowsOf(client, 'adonis_schema', 'SELECT name FROM adonis_schema')
    const people = await rowsOf(client, 'people', 'SELECT 1 FROM people LIMIT 1')
    const names = new Set(applied.map((row) => basename(String(row.name))))
    return { migrated: wanted().every((name) => names.has(name)), inhabited: people.length > 0 }
  } finally {
    await client.end()
  }
}

/** Applies the migrations as the owner; `ace` is the entry point, built or not. */
export async function migrate(command: Command, ace: string, variables: Variables): Promise<void> {
  const { code, output } = await runProgram(command, {
    program: process.execPath,
    args: [ace, 'migration:run', '--force'],
    variables: { ...variables, DATABASE_CONNECTION: 'owner' },
  })
  if (code !== 0) throw new Refusal(`The database could not be migrated:\n${output.trimEnd()}`)
}

async function rowsOf(client: pg.Client, table: string, query: string) {
  const found = await client.query('SELECT to_regclass($1) IS NOT NULL AS found', [table])
  if (!found.rows[0].found) return []
  const { rows } = await client.query(query)
  return rows
}

function wanted(): string[] {
  const files = readdirSync(join(ROOT, 'database', 'migrations'))
  return files.filter((file) => file.endsWith('.ts')).map((file) => basename(file, '.ts'))
}
