import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Refusal } from './refusal.js'

/** Held for as long as this process uses a data folder. */
export interface InstanceLock {
  /** What a second start is told: "at http://localhost:3333". */
  announce(where: string): void
  release(): void
}

/** Another process holds the data folder. */
export class AlreadyRunning extends Refusal {
  override name = 'AlreadyRunning'
}

/**
 * Takes a data folder for this process alone, or refuses with a sentence naming who holds it.
 * The kernel drops the lock when the process dies, however it dies; SQLite is the only way to
 * such a lock that Node ships.
 */
export function lockFolder(dataDir: string): InstanceLock {
  mkdirSync(dataDir, { recursive: true })
  const notice = join(dataDir, 'placette.pid')
  const lock = new DatabaseSync(join(dataDir, 'placette.lock'))
  try {
    lock.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    lock.close()
    if (!isBusy(error)) throw error
    throw new AlreadyRunning(`Placette is already running in ${dataDir}${holder(notice)}.`)
  }
  const announce = (where: string) => writeFileSync(notice, `${process.pid}\n${where}\n`)
  announce('')
  const release = () => {
    if (lock.isOpen) lock.close()
  }
  return { announce, release }
}

function isBusy(error: unknown): boolean {
  const SQLITE_BUSY = 5
  return error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY
}

function holder(notice: string): string {
  try {
    const [pid, where] = readFileSync(notice, 'utf8').split('\n')
    return ` (process ${pid}${where ? `, ${where}` : ''})`
  } catch {
    return ''
  }
}
