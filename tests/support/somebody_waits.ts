import { eventually } from './eventually.js'
import { asOwner } from './own_database.js'

const WAITING = `select from pg_locks join pg_stat_activity using (pid)
  where datname = current_database() and not granted`

/** Waits until someone waits for what another holds, in the test's own database. */
export function somebodyWaits(): Promise<void> {
  return eventually('somebody waits for a lock', async () => {
    const { rows } = await asOwner((owner) => owner.query(WAITING))
    return rows.length > 0
  })
}
