import type { Group } from '@japa/runner/core'
import db from '@adonisjs/lucid/services/db'
import pg from 'pg'
import { feedChain } from '#feed/feed_chain'
import { forgetNetwork } from '#organisation/network'
import { forgetBook } from '#rulebook/rule_book'
import env from '#start/env'

let number = 0
let current: string | null = null
/** How many connections there are when a test has not said otherwise. */
const pools = new Map<string, unknown>()

/**
 * A database of its own for each test of the group, cloned from the migrated template: for what
 * a rolled-back transaction cannot show (other processes, triggers dropped, many connections).
 */
export function ownDatabase(group: Group): void {
  group.each.setup(async () => {
    const name = `placette_test_${process.pid}_${(number += 1)}`
    const template = process.env.TEST_TEMPLATE ?? 'placette_template'
    await maintenance(`create database ${name} template ${template}`)
    await point(urlOf(env.get('DATABASE_URL'), name), ownerUrl(name))
    current = name
    await withClient(ownerUrl(name), (client) => client.query(APART, [number * 10_000]))
    return async () => {
      await feedChain.flush().catch(() => {})
      await point(env.get('DATABASE_URL'), ownerUrl(null))
      current = null
      // Waits for connections that are just leaving: they are not the owner's to end.
      await maintenance(`drop database ${name}`).catch(() =>
        maintenance(`drop database ${name} with (force)`)
      )
    }
  })
}

/** What is kept in memory is kept by id: those of one database are not those of another. */
const APART = `select setval(seqrelid::regclass, $1) from pg_sequence
    join pg_class c on c.oid = seqrelid where c.relnamespace = 'public'::regnamespace`

/** Runs something as the owner of the tables, in the test's own database. */
export async function asOwner<Result>(
  work: (client: pg.Client) => Promise<Result>
): Promise<Result> {
  return withClient(ownerUrl(current), work)
}

/** The addresses of the test's own database, for another process. */
export function ownDatabaseUrls(): { application: string; owner: string } {
  if (!current) throw new Error('No database of its own in this test')
  return { application: urlOf(env.get('DATABASE_URL'), current), owner: ownerUrl(current) }
}

/** From here to the end of the test the application has one connection, and waits little for it. */
export async function withOneConnection(): Promise<void> {
  const configured = db.manager.get('postgres')?.config
  if (!configured) throw new Error('No connection')
  await db.manager.close('postgres', true)
  const pool = { ...configured.pool, min: 0, max: 1, acquireTimeoutMillis: 2000 }
  db.manager.add('postgres', { ...configured, pool } as never)
  db.manager.connect('postgres')
}

async function point(application: string, owner: string) {
  for (const [name, connectionString] of [
    ['postgres', application],
    ['owner', owner],
  ] as const) {
    const configured = db.manager.get(name)?.config
    if (!configured) throw new Error(`No connection ${name} to point elsewhere`)
    await db.manager.close(name, true)
    if (!pools.has(name)) pools.set(name, configured.pool)
    const pool = pools.get(name)
    db.manager.add(name, { ...configured, pool, connection: { connectionString } } as never)
  }
  db.manager.connect('postgres')
  forgetBook()
  forgetNetwork()
}

function maintenance(statement: string) {
  return withClient(ownerUrl('postgres'), (client) => client.query(statement))
}

function ownerUrl(database: string | null) {
  const url = env.get('DATABASE_OWNER_URL') ?? env.get('DATABASE_URL')
  return database ? urlOf(url, database) : url
}

function urlOf(url: string, database: string) {
  const other = new URL(url)
  other.pathname = `/${database}`
  return other.href
}

async function withClient<Result>(
  connectionString: string,
  work: (client: pg.Client) => Promise<Result>
): Promise<Result> {
  const client = new pg.Client({ connectionString })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
