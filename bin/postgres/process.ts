import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync, readFileSync, renameSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { Writable } from 'node:stream'
import { setTimeout } from 'node:timers/promises'
import pg from 'pg'
import { asAccount } from './account.js'
import type { Account } from './account.js'
import type { Place } from './place.js'
import { serverSettings } from './settings.js'

/** One running `postgres`. */
export interface ServerProcess {
  pid: number
  exited: Promise<void>
  stop(): Promise<void>
}

export interface LaunchOptions {
  place: Place
  account: Account | null
  port: number
  durable: boolean
  logFile: string
}

// The shell becomes the server (same process number) and leaves a watcher behind, which stops the
// server when our end of its pipe closes without a word: that is, when we were killed. Both live
// in a session of their own, so that a terminal's Ctrl-C lets requests end before their database.
const GUARDED = `(
  ( read -r word <&3; [ "$word" = done ] || kill -INT $$ ) >/dev/null 2>&1 &
)
exec 3<&-
exec "$@"`

/** Starts the server; does not wait until it answers. */
export function launch(options: LaunchOptions): ServerProcess {
  const { place, account, port, durable } = options
  const settings = Object.entries(serverSettings(port, durable))
  const log = openLog(options.logFile)
  const child = spawn(
    '/bin/sh',
    [
      ...['-c', GUARDED, 'postgres', join(place.programs, 'bin', 'postgres'), '-D', place.cluster],
      ...settings.flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ],
    { ...asAccount(account), cwd: '/', detached: true, stdio: ['ignore', log, log, 'pipe'] }
  )
  closeSync(log)
  const { pid } = child
  if (pid === undefined) throw new Error('PostgreSQL could not be started: no shell at /bin/sh.')
  const exited = once(child, 'exit').then(() => dismissWatcher(child))
  return { pid, exited, stop: () => stop(child, exited) }
}

// SIGINT is PostgreSQL's "fast" stop: open connections are ended and their transactions rolled
// back, then everything is written down. SIGTERM would wait for every client to leave.
async function stop(child: ChildProcess, exited: Promise<void>): Promise<void> {
  child.kill('SIGINT')
  const patience = new AbortController()
  const late = setTimeout(60_000, 'late', { signal: patience.signal }).catch(() => 'stopped')
  if ((await Promise.race([exited, late])) === 'late') child.kill('SIGQUIT')
  await exited
  patience.abort()
}

function dismissWatcher(child: ChildProcess): void {
  const pipe = child.stdio[3] as Writable
  pipe.on('error', () => {})
  pipe.end('done\n')
}

/** Resolves once the server answers; throws the end of its log if it exits first. */
export async function untilReady(
  server: ServerProcess,
  url: string,
  logFile: string
): Promise<void> {
  let running = true
  void server.exited.then(() => (running = false))
  while (running) {
    const client = new pg.Client({ connectionString: url })
    client.on('error', () => {})
    try {
      await client.connect()
      await client.end()
      return
    } catch (error) {
      await client.end().catch(() => {})
      if (!isTooEarly(error)) throw error
    }
    await setTimeout(50)
  }
  throw new StartFailed(endOf(logFile))
}

/** The server ended while starting; the message is the end of its log. */
export class StartFailed extends Error {
  override name = 'StartFailed'
}

function isTooEarly(error: unknown): boolean {
  const CANNOT_CONNECT_NOW = '57P03'
  const codes = ['ECONNREFUSED', 'ECONNRESET', CANNOT_CONNECT_NOW]
  return error instanceof Error && 'code' in error && codes.includes(String(error.code))
}

/** The preferred port if it is free, else any free one. */
export async function freePort(preferred: number | null): Promise<number> {
  for (const wanted of preferred ? [preferred, 0] : [0]) {
    const probe = createServer()
    try {
      probe.listen({ port: wanted, host: '127.0.0.1' })
      await once(probe, 'listening')
      return (probe.address() as AddressInfo).port
    } catch {
      continue
    } finally {
      probe.close()
    }
  }
  throw new Error('No free port on 127.0.0.1 for PostgreSQL.')
}

function openLog(path: string): number {
  const LARGE = 10 * 2 ** 20
  if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > LARGE) renameSync(path, `${path}.1`)
  return openSync(path, 'a', 0o600)
}

function endOf(path: string): string {
  return readFileSync(path, 'utf8').trimEnd().split('\n').slice(-8).join('\n')
}
