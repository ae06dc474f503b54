import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { dataDir } from '#config/installation'
import { clock } from '#shared/clock'

/** Where uploads lie while their request lasts: beside the photos, so that taking one in moves it. */
export const UPLOADS = join(dataDir, 'uploads')

const DAY = 86_400_000

/** Clears away what a machine that died in the middle of a request has left. */
export async function sweepUploads(): Promise<void> {
  const before = new Date(clock.now().getTime() - DAY)
  for (const name of await readdir(UPLOADS).catch(() => [])) {
    const path = join(UPLOADS, name)
    const age = await stat(path).catch(() => null)
    if (age && age.mtime < before) await rm(path, { force: true })
  }
}
