import { readdirSync, realpathSync, rmSync, rmdirSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { lockFolder } from '../lib/instance_lock.js'
import { serverAccount } from './account.js'
import { settleOrphan } from './orphan.js'
import { choosePlace } from './place.js'
import { readSecrets } from './secrets.js'

/**
 * Deletes a data folder and its cluster, wherever that is, after ending a server left on it.
 * Refuses (`Refusal`) while another process uses the folder.
 */
export async function removePostgres(folder: string): Promise<void> {
  const dataDir = resolve(folder)
  const silently = () => {}
  const lock = lockFolder(dataDir)
  try {
    const { secrets } = readSecrets(dataDir)
    const { cluster } = choosePlace(dataDir, secrets.id, serverAccount(), silently)
    await settleOrphan(cluster, silently)
    const isElsewhere = !cluster.startsWith(realpathSync(dataDir))
    if (isElsewhere) {
      rmSync(dirname(cluster), { recursive: true, force: true })
      removeEmpty(dirname(dirname(cluster)))
    }
    rmSync(dataDir, { recursive: true, force: true })
  } finally {
    lock.release()
  }
}

function removeEmpty(folder: string): void {
  if (readdirSync(folder).length === 0) rmdirSync(folder)
}
