import { existsSync } from 'node:fs'
import { join } from 'node:path'

const FOLDER = new URL('../../../shared/data/votes/', import.meta.url).pathname

/** Why a test on public elections is skipped, where the data is not beside the project. */
export const WITHOUT_VOTES_DATA = 'the public elections are not beside the project (../shared)'

/** A file or folder of public elections with known outcomes; null where they are not at hand. */
export function votesData(path: string): string | null {
  const whole = join(FOLDER, path)
  return existsSync(whole) ? whole : null
}
