import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import pg from 'pg'
import type { Figure } from './figure.js'
import { productVariables, ROOT, type Where } from './programs.js'

export interface Size {
  members: number
  posts: number
  comments: number
}

/**
 * Migrates, then fills an empty database with the demo and a past of this size; a full one is kept,
 * one that a run left half full is made again.
 */
export async function fillDatabase(
  where: Where,
  size: Size,
  say: (sentence: string) => void
): Promise<Figure[]> {
  const variables = {
    ...productVariables(where),
    DATABASE_OWNER_URL: where.ownerUrl,
    DATABASE_APP_ROLE: new URL(where.applicationUrl).username,
    DEMO: '1',
    HOST: '127.0.0.1',
    PORT: '3333',
    APP_URL: 'http://localhost:3333',
    MALLOC_ARENA_MAX: '2',
  }
  const kept = await isFull(where.ownerUrl, size.posts)
  if (!kept) await makeAgain(where.ownerUrl)
  await ace(['migration:run', '--force'], { ...variables, DATABASE_CONNECTION: 'owner' })
  if (kept) return []
  say(`Seeding ${size.posts} posts and ${size.comments} comments…`)
  const begun = performance.now()
  const sizes = Object.entries(size).map(([name, count]) => `--${name}=${count}`)
  await ace(['demo:seed', ...sizes], variables)
  const minutes = (performance.now() - begun) / 60_000
  const count = (number: number) => number.toLocaleString('en')
  const name = `seeding ${count(size.posts)} posts, ${count(size.comments)} comments`
  return [{ name, unit: 'minutes', ours: minutes, must: '≤ 10', met: minutes <= 10 }]
}

async function ace(parameters: string[], env: Record<string, string>): Promise<void> {
  const args = [join(ROOT, 'build', 'ace.js'), ...parameters]
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const [code] = await once(child, 'exit')
  if (code !== 0) throw new Error(`${parameters[0]} ended with ${code}`)
}

/** Whether the database holds that many posts. */
async function isFull(ownerUrl: string, posts: number): Promise<boolean> {
  return withClient(ownerUrl, async (client) => {
    const { rows: tables } = await client.query(`select to_regclass('posts') as posts`)
    if (tables[0]?.posts === null) return false
    const { rows } = await client.query('select count(*)::integer as count from posts')
    return rows[0]?.count >= posts
  })
}

/** The same database, empty. */
async function makeAgain(ownerUrl: string): Promise<void> {
  const name = new URL(ownerUrl).pathname.slice(1)
  const beside = new URL(ownerUrl)
  beside.pathname = '/postgres'
  await withClient(beside.href, async (client) => {
    await client.query(`drop database if exists ${name}`)
    await client.query(`create database ${name}`)
  })
}

/** Works as one client of a database. */
export async function withClient<Result>(
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
