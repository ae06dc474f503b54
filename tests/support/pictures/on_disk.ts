import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { getActiveTest } from '@japa/runner'

/** Writes a file that lasts until the test ends; returns its path. */
export async function onDisk(bytes: Uint8Array, name = 'upload'): Promise<string> {
  const path = join(await mkdtemp(join(tmpdir(), 'placette-photo-')), name)
  await writeFile(path, bytes)
  getActiveTest()?.cleanup(() => rm(dirname(path), { recursive: true, force: true }))
  return path
}
