import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../settings.js'

/** Every file under the given files and folders of the checkout, as sorted relative paths. */
export function filesIn(paths: string[]): string[] {
  const files = paths.flatMap((path) => {
    const absolute = join(ROOT, path)
    if (!existsSync(absolute)) return []
    if (statSync(absolute).isFile()) return [path]
    return readdirSync(absolute, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length + 1))
  })
  return files.sort()
}

/** One hash of the names and contents of files. */
export function hashOf(files: string[]): string {
  const hash = createHash('sha256')
  for (const file of files) hash.update(`${file}\0`).update(readFileSync(join(ROOT, file)))
  return hash.digest('hex')
}

/** Whether what is in `output` was made from sources of this hash. */
export function isFresh(output: string, hash: string): boolean {
  const record = join(output, '.sources')
  return existsSync(record) && readFileSync(record, 'utf8') === hash
}

/** Writes down which sources made what is in `output`. */
export function stamp(output: string, hash: string): void {
  writeFileSync(join(output, '.sources'), hash)
}
