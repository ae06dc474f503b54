import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import app from '@adonisjs/core/services/app'

/** A file of the interface, ready to be sent: whole in memory, compressed at build time. */
export interface Asset {
  type: string
  plain: Buffer
  brotli: Buffer | null
  gzip: Buffer | null
}

const TYPES: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.webmanifest': 'application/manifest+json',
  '.txt': 'text/plain; charset=utf-8',
}

let loaded: Map<string, Asset> | null = null
let manifest: Record<string, string> | null = null

/** The address of a built file by its source name (`app.css`); a missing build is said at once. */
export function assetPath(name: string): string {
  manifest ??= readManifest()
  const path = manifest[name]
  if (!path) throw new Error(`No asset ${name}: run the build`)
  return path
}

/** A public file by its address, or null. Everything public is small and stays in memory. */
export function publicFile(path: string): Asset | null {
  if (!loaded || app.inDev) loaded = loadAll()
  return loaded.get(path) ?? null
}

function readManifest(): Record<string, string> {
  const file = app.publicPath('assets/manifest.json')
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
}

function loadAll(): Map<string, Asset> {
  const files = new Map<string, Asset>()
  const root = app.publicPath()
  for (const file of readdirSync(root, { recursive: true, withFileTypes: true })) {
    const type = TYPES[extname(file.name)]
    if (!file.isFile() || !type) continue
    const path = join(file.parentPath, file.name)
    const address = path.slice(root.length).replaceAll('\\', '/')
    files.set(address.startsWith('/') ? address : `/${address}`, {
      type,
      plain: readFileSync(path),
      brotli: existsSync(`${path}.br`) ? readFileSync(`${path}.br`) : null,
      gzip: existsSync(`${path}.gz`) ? readFileSync(`${path}.gz`) : null,
    })
  }
  return files
}
