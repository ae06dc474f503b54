import { execFileSync, spawnSync } from 'node:child_process'

/** A system account, by its numbers. */
export interface Account {
  name: string
  uid: number
  gid: number
}

const OWN_ACCOUNT = 'placette'

/**
 * The account PostgreSQL runs under: null means our own. PostgreSQL refuses to run as root, so root
 * borrows `postgres` where it exists, else `placette` (created on first use), else `nobody`.
 */
export function serverAccount(): Account | null {
  if (process.getuid?.() !== 0) return null
  const found = lookUp('postgres') ?? lookUp(OWN_ACCOUNT) ?? create(OWN_ACCOUNT) ?? lookUp('nobody')
  if (!found) throw new Error('No unprivileged account to run PostgreSQL under.')
  return found
}

/** Whether that account may reach and run or enter `path`. */
export function mayEnter(account: Account | null, path: string): boolean {
  return spawnSync('test', ['-x', path], { ...asAccount(account), cwd: '/' }).status === 0
}

/** The options that make a child process run under the account. */
export function asAccount(account: Account | null): { uid?: number; gid?: number } {
  return account ? { uid: account.uid, gid: account.gid } : {}
}

function lookUp(name: string): Account | null {
  const read = (flag: string) =>
    Number(
      execFileSync('id', [flag, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
    )
  try {
    return { name, uid: read('-u'), gid: read('-g') }
  } catch {
    return null
  }
}

function create(name: string): Account | null {
  const options = ['--system', '--user-group', '--no-create-home', '--home-dir', '/nonexistent']
  spawnSync('useradd', [...options, '--shell', '/usr/sbin/nologin', name], { stdio: 'ignore' })
  return lookUp(name)
}
