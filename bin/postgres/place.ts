import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  realpathSync,
  renameSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { mayEnter } from './account.js'
import type { Account } from './account.js'
import { findBinaries } from './binaries.js'

/** Where the server's programs and its cluster are, both within the server account's reach. */
export interface Place {
  programs: string
  cluster: string
}

const CHECKOUT = realpathSync(fileURLToPath(new URL('../../', import.meta.url)))

/**
 * Beside the code and under DATA_DIR wherever the server's account can reach them; otherwise (root
 * with a checkout under a closed home) under `/var/lib/placette`, which is then said.
 */
export function choosePlace(
  dataDir: string,
  id: string,
  account: Account | null,
  log: (sentence: string) => void
): Place {
  const binaries = findBinaries()
  const shelter = join('/var/lib/placette', hashOf(CHECKOUT))
  let programs = binaries.root
  let cluster = join(realpathSync(dataDir), 'postgres')
  if (!account) return { programs, cluster }

  if (!mayEnter(account, join(programs, 'bin', 'postgres'))) {
    programs = copyPrograms(programs, join(shelter, `postgresql-${binaries.version}`))
    log(`The account ${account.name} cannot reach this folder: PostgreSQL runs from ${programs}.`)
  }
  if (!mayEnter(account, realpathSync(dataDir))) {
    const folder = join(shelter, `data-${id}`)
    openFolder(folder)
    cluster = join(folder, 'postgres')
    log(`The account ${account.name} cannot reach ${dataDir}: the database is in ${folder}.`)
  }
  return { programs, cluster }
}

/** Makes an empty folder that belongs to the server's account. */
export function ownedFolder(path: string, account: Account | null): void {
  mkdirSync(path, { recursive: true, mode: 0o700 })
  if (account) chownSync(path, account.uid, account.gid)
}

function copyPrograms(from: string, to: string): string {
  if (existsSync(to)) return to
  const draft = `${to}.${process.pid}`
  openFolder(draft)
  for (const part of ['bin', 'lib', 'share']) {
    cpSync(join(from, part), join(draft, part), { recursive: true, verbatimSymlinks: true })
  }
  openTree(draft)
  renameSync(draft, to)
  return to
}

// The umask of the moment must not close what the server's account has to read.
function openFolder(path: string): void {
  mkdirSync(path, { recursive: true })
  for (let folder = path; folder !== '/var/lib'; folder = dirname(folder)) chmodSync(folder, 0o755)
}

function openTree(path: string): void {
  execFileSync('chmod', ['-R', 'a+rX', path])
}

function hashOf(path: string): string {
  return createHash('sha256').update(path).digest('hex').slice(0, 12)
}
