import { statfs } from 'node:fs/promises'
import type { HttpContext } from '@adonisjs/core/http'
import db from '@adonisjs/lucid/services/db'
import { dataDir } from '#config/installation'

const ENOUGH_DISK = 200 * 1024 * 1024

/** For machines: whether the process lives, and whether it can do its work. */
export default class HealthController {
  live({ response }: HttpContext) {
    return response.json({ live: true })
  }

  async ready({ response }: HttpContext) {
    const [database, lag, disk] = await Promise.all([this.#database(), this.#lag(), this.#disk()])
    const ready = database && disk
    return response.status(ready ? 200 : 503).json({ ready, database, queueLagSeconds: lag, disk })
  }

  async #database() {
    return db.rawQuery('select 1').then(
      () => true,
      () => false
    )
  }

  /** Seconds that the oldest job due has waited; null when the queue cannot be read. */
  async #lag(): Promise<number | null> {
    const query = `select coalesce(extract(epoch from now() - min(run_at)), 0)::int as lag
      from graphile_worker.jobs where run_at <= now() and attempts < max_attempts and locked_at is null`
    return db.rawQuery(query).then(
      ({ rows }) => rows[0].lag,
      () => null
    )
  }

  async #disk() {
    const { bavail, bsize } = await statfs(dataDir).catch(() => ({
      bavail: 1,
      bsize: ENOUGH_DISK + 1,
    }))
    return bavail * bsize > ENOUGH_DISK
  }
}
