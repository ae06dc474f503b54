import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { asAccount } from './account.js'
import type { Account } from './account.js'
import { ownedFolder } from './place.js'
import type { Place } from './place.js'

// Only scram over loopback: even on a shared machine, another account needs the password.
const HOST_BASED_AUTHENTICATION = 'host all all 127.0.0.1/32 scram-sha-256\n'

/** Makes the cluster where there is none; a creation cut short leaves nothing that looks like one. */
export function createCluster(place: Place, account: Account | null, durable: boolean): boolean {
  if (existsSync(place.cluster)) return false
  const draft = `${place.cluster}.new`
  rmSync(draft, { recursive: true, force: true })
  ownedFolder(draft, account)
  const initialised = spawnSync(
    join(place.programs, 'bin', 'initdb'),
    [
      `--pgdata=${draft}`,
      '--username=postgres',
      '--auth=trust',
      '--encoding=UTF8',
      // Order and case by Unicode, the same on every machine and after every system upgrade;
      // French order is asked for per query by an ICU collation.
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--locale=C',
      `--lc-ctype=${characterLocale()}`,
      ...(durable ? [] : ['--no-sync']),
    ],
    { ...asAccount(account), cwd: '/', encoding: 'utf8' }
  )
  if (initialised.status !== 0) {
    throw new Error(`initdb failed: ${initialised.stderr || initialised.error?.message}`)
  }
  writeFileSync(join(draft, 'pg_hba.conf'), HOST_BASED_AUTHENTICATION)
  renameSync(draft, place.cluster)
  return true
}

/** Sets the superuser's password from outside, on a stopped cluster. */
export function setSuperuserPassword(
  place: Place,
  account: Account | null,
  password: string
): void {
  execFileSync(
    join(place.programs, 'bin', 'postgres'),
    ['--single', '-D', place.cluster, '-c', 'log_min_messages=fatal', 'postgres'],
    {
      ...asAccount(account),
      cwd: '/',
      input: `ALTER ROLE postgres PASSWORD '${password}'\n`,
      stdio: ['pipe', 'ignore', 'pipe'],
    }
  )
}

// Trigrams and the text-search parser read letters through the C library: under plain C,
// "é" would not be one. Systems name their UTF-8 locale differently.
function characterLocale(): string {
  const installed = spawnSync('locale', ['-a'], { encoding: 'utf8' }).stdout ?? ''
  const wanted = ['C.utf8', 'C.UTF-8', 'fr_FR.utf8', 'fr_FR.UTF-8', 'en_US.utf8', 'en_US.UTF-8']
  return wanted.find((name) => installed.split('\n').includes(name)) ?? 'C.UTF-8'
}
