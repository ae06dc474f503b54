import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { lockFolder } from '../lib/instance_lock.js'
import type { InstanceLock } from '../lib/instance_lock.js'
import { serverAccount } from './account.js'
import type { Account } from './account.js'
import { addressesOf, superuserUrl } from './addresses.js'
import type { Addresses } from './addresses.js'
import { createCluster, setSuperuserPassword } from './cluster.js'
import { settleOrphan } from './orphan.js'
import { choosePlace } from './place.js'
import type { Place } from './place.js'
import { removePostgres } from './remove_postgres.js'
import { StartFailed, freePort, launch, untilReady } from './process.js'
import type { ServerProcess } from './process.js'
import { ensureRoles } from './roles.js'
import { readSecrets, writeSecrets } from './secrets.js'
import type { Secrets } from './secrets.js'

export interface StartOptions {
  /** Holds the cluster, its log and its secrets; made if absent. */
  dataDir: string
  /** Whether an acknowledged write must survive a power cut: always, except in tests. */
  durable: boolean
  log: (sentence: string) => void
  /** The folder's lock, when the caller already holds it. */
  lock?: InstanceLock
}

/** A running server, this process's alone; it ends with this process however that ends. */
export interface RunningPostgres extends Addresses {
  pid: number
  dataDir: string
  /** Resolves when the server has ended, asked or not. */
  exited: Promise<void>
  lock: InstanceLock
  /** Ends open connections, writes everything down, stops; safe to call twice. */
  stop(): Promise<void>
  /** Stops, then deletes the cluster and the data folder. */
  remove(): Promise<void>
}

/**
 * Starts the PostgreSQL of a data folder, creating it on first use. Refuses (`Refusal`) when
 * another process is using the folder; survives the crash of an earlier run.
 */
export async function startPostgres(options: StartOptions): Promise<RunningPostgres> {
  const dataDir = resolve(options.dataDir)
  mkdirSync(dataDir, { recursive: true })
  const lock = options.lock ?? lockFolder(dataDir)
  try {
    const account = serverAccount()
    const { secrets, fresh } = readSecrets(dataDir)
    const place = choosePlace(dataDir, secrets.id, account, options.log)
    const created = createCluster(place, account, options.durable)
    await settleOrphan(place.cluster, options.log)
    if (created || fresh) setSuperuserPassword(place, account, secrets.superuser)
    const server = await launchOnFreePort(dataDir, place, account, secrets, options.durable)
    return describe(server, dataDir, secrets, lock)
  } catch (error) {
    lock.release()
    throw error
  }
}

async function launchOnFreePort(
  dataDir: string,
  place: Place,
  account: Account | null,
  secrets: Secrets,
  durable: boolean
): Promise<ServerProcess> {
  const logFile = join(dataDir, 'postgres.log')
  for (let attempt = 1; ; attempt += 1) {
    secrets.port = await freePort(secrets.port)
    const server = launch({ place, account, port: secrets.port, durable, logFile })
    try {
      await untilReady(server, superuserUrl(secrets), logFile)
      await ensureRoles(superuserUrl(secrets), secrets)
      writeSecrets(dataDir, secrets)
      return server
    } catch (error) {
      await server.stop()
      // Another program may have taken the port in between, or a killed server's children may
      // still be leaving.
      const passing = error instanceof StartFailed && /could not bind|in use/.test(error.message)
      if (!passing || attempt === 5) throw error
    }
  }
}

function describe(
  server: ServerProcess,
  dataDir: string,
  secrets: Secrets,
  lock: InstanceLock
): RunningPostgres {
  const stop = async () => {
    await server.stop()
    lock.release()
  }
  return {
    pid: server.pid,
    dataDir,
    ...addressesOf(secrets),
    exited: server.exited,
    lock,
    stop,
    remove: async () => {
      await stop()
      await removePostgres(dataDir)
    },
  }
}
