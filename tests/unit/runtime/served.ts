import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import type { Test } from '@japa/runner/core'
import pg from 'pg'
import { removePostgres } from '../../../bin/postgres/remove_postgres.js'

/** A process that runs `bin/postgres/serve.ts` on a folder. */
export interface Served {
  pid: number
  applicationUrl: string
  ownerUrl: string
  /** Everything it has said. */
  output(): string
  kill(signal: NodeJS.Signals): Promise<number | null>
}

const running = new Set<ChildProcess>()

/** A folder for one test, deleted after it with whatever still runs on it. */
export function folderFor(test: Test): string {
  const folder = mkdtempSync(join(tmpdir(), 'placette-runtime-'))
  chmodSync(folder, 0o755)
  test.cleanup(async () => {
    for (const child of running) child.kill('SIGKILL')
    await Promise.all([...running].map((child) => once(child, 'exit')))
    await removePostgres(folder)
    rmSync(folder, { recursive: true, force: true })
  })
  return folder
}

/** Starts a server in another process and waits until it answers or ends. */
export async function serve(
  folder: string,
  { uid, durable = false }: { uid?: number; durable?: boolean } = {}
): Promise<Served | { refusal: string; code: number | null }> {
  const child = spawn(
    process.execPath,
    [
      ...['--disable-warning=ExperimentalWarning', '--import', '@poppinss/ts-exec'],
      ...['bin/postgres/serve.ts', `--data=${folder}`, ...(durable ? [] : ['--disposable'])],
    ],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(uid === undefined ? {} : { uid, gid: uid }),
    }
  )
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (output += text))
  }
  running.add(child)
  const exit = once(child, 'exit').then(([code]) => {
    running.delete(child)
    return code as number | null
  })
  const addresses = () => /DATABASE_URL=(\S+)\nDATABASE_OWNER_URL=(\S+)\n/.exec(output)
  let ended = false
  void exit.then(() => (ended = true))
  while (!addresses() && !ended) await setTimeout(20)
  const [, applicationUrl, ownerUrl] = addresses() ?? []
  if (!applicationUrl || !ownerUrl || !child.pid) return { refusal: output, code: await exit }
  return {
    pid: child.pid,
    applicationUrl,
    ownerUrl,
    output: () => output,
    kill: async (signal) => {
      child.kill(signal)
      return exit
    },
  }
}

/** The same, where a refusal would be a failure. */
export async function served(...parameters: Parameters<typeof serve>): Promise<Served> {
  const server = await serve(...parameters)
  if ('refusal' in server) throw new Error(server.refusal)
  return server
}

export async function query(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  try {
    const { rows } = await client.query(text)
    return rows
  } finally {
    await client.end()
  }
}

/** The number of the PostgreSQL process on a folder. */
export function postgresPid(folder: string): number {
  return Number(readFileSync(join(folder, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0])
}

/** The processes of a server that are alive: itself, its children, and its watcher. */
export function processesOf(server: number): number[] {
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => {
      const [, state, parent, , session] = statOf(pid)
      return [pid, Number(parent), Number(session)].includes(server) && state && state !== 'Z'
    })
}

/** The process that stops a server when the one that started it dies: last of its session. */
export function watcherOf(server: number): number {
  const watcher = processesOf(server).find(
    (pid) => pid !== server && Number(statOf(pid)[4]) === server
  )
  if (!watcher) throw new Error(`Nothing watches over ${server}`)
  return watcher
}

/** Waits until a process is gone. */
export async function gone(pid: number): Promise<void> {
  while (statOf(pid).length > 0 && statOf(pid)[1] !== 'Z') await setTimeout(20)
}

function statOf(pid: number): string[] {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return [String(pid), ...text.slice(text.lastIndexOf(')') + 2).split(' ')]
  } catch {
    return []
  }
}
