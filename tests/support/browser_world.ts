import type { Group } from '@japa/runner/core'
import db from '@adonisjs/lucid/services/db'
import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { dataDir } from '#config/installation'
import { startWorker } from '#shared/jobs/worker'
import { eventually } from './eventually.js'
import { ownDatabase, ownDatabaseUrls } from './own_database.js'

const FOLDERS = ['photos', 'quarantine'].map((name) => join(dataDir, name))

/** Around each test of the group: a database of its own, a worker at work on it, no photo on disk. */
export function browserWorld(group: Group): void {
  ownDatabase(group)
  group.each.setup(async (test) => {
    for (const folder of FOLDERS) await rm(folder, { recursive: true, force: true })
    const worker = await startWorker(ownDatabaseUrls().application)
    test.cleanup(() => worker.stop())
  })
}

/** Waits until the worker has nothing left to do. */
export async function workIsDone(): Promise<void> {
  await eventually('the worker has done its jobs', async () => {
    const { rows } = await db.rawQuery('select from graphile_worker.jobs limit 1')
    return rows.length === 0
  })
}

/** Every file of a photo on disk: prepared or still in quarantine. */
export async function photoFiles(): Promise<string[]> {
  const listed = await Promise.all(
    FOLDERS.map((folder) =>
      readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
    )
  )
  return listed
    .flat()
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)
}
