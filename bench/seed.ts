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

/** Migrates, then fills an empty database with the demo and a past of this size; a full one is kept. */
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
  await ace(['migration:run', '--force'], { ...variables, DATABASE_CONNECTION: 'owner' })
  if (await isInhabited(where.ownerUrl)) return []
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

async function isInhabited(ownerUrl: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  const { rows } = await client.query('select from people limit 1')
  await client.end()
  return rows.length > 0
}
