import { execFileSync } from 'node:child_process'
import { readFileSync, realpathSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'

/**
 * Ends a server left on the cluster by a parent that was killed, and sees to it that a process
 * which merely inherited its number does not prevent ours from starting. The caller holds the
 * folder's lock.
 */
export async function settleOrphan(
  cluster: string,
  log: (sentence: string) => void
): Promise<void> {
  const pidFile = join(cluster, 'postmaster.pid')
  const lines = readLines(pidFile)
  const pid = Number(lines[0])
  if (!Number.isSafeInteger(pid) || pid < 2 || !isAlive(pid)) return

  if (!servesCluster(pid, cluster)) {
    // PostgreSQL takes a lock file naming its own parent for a stale one; removing the file would
    // also remove the shared-memory key by which it detects surviving children.
    writeFileSync(pidFile, [String(process.pid), ...lines.slice(1)].join('\n'))
    return
  }
  log(`A PostgreSQL left behind by an interrupted run (process ${pid}) is being stopped.`)
  process.kill(pid, 'SIGINT')
  if (!(await isGone(pid, 20))) process.kill(pid, 'SIGQUIT')
  if (!(await isGone(pid, 10))) throw new Error(`PostgreSQL (process ${pid}) does not stop.`)
}

function readLines(path: string): string[] {
  try {
    return readFileSync(path, 'utf8').split('\n')
  } catch {
    return []
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

async function isGone(pid: number, seconds: number): Promise<boolean> {
  for (let waited = 0; waited < seconds * 20; waited += 1) {
    if (!isAlive(pid) || isZombie(pid)) return true
    await setTimeout(50)
  }
  return false
}

function isZombie(pid: number): boolean {
  try {
    return /^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return false
  }
}

function servesCluster(pid: number, cluster: string): boolean {
  try {
    const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
    return words.includes(realpathSync(cluster))
  } catch {
    return commandOf(pid).includes(realpathSync(cluster))
  }
}

function commandOf(pid: number): string {
  try {
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' })
  } catch {
    return ''
  }
}
