import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The checkout's root folder, with its final slash removed. */
export const ROOT = resolve(fileURLToPath(new URL('../../', import.meta.url)))

/** Environment variables, each with a value. */
export type Variables = Record<string, string>

/** What the commands and their children agree on. */
export interface Settings {
  dataDir: string
  host: string
  port: number
  /** Where people find the network, e.g. `http://localhost:3333`. */
  appUrl: string
  demo: boolean
  /** For children that serve; never holds the owner's database address. */
  variables: Variables
}

/**
 * Reads the environment (and `.env`), completed with what the demo needs: the application's key,
 * and the key that founds a network, made once and kept in `DATA_DIR` (mode 0600), a loopback
 * address, port 3333.
 */
export function readSettings(nodeEnv: 'production' | 'development', demo: '0' | '1'): Settings {
  if (existsSync(join(ROOT, '.env'))) process.loadEnvFile(join(ROOT, '.env'))
  const given = process.env
  const dataDir = resolve(ROOT, given.DATA_DIR || 'var')
  mkdirSync(dataDir, { recursive: true })
  const host = given.HOST || '127.0.0.1'
  const port = given.PORT || '3333'
  const appUrl = given.APP_URL || `http://${nameOf(host)}:${port}`
  const variables: Variables = {
    ...inherited(),
    NODE_ENV: nodeEnv,
    HOST: host,
    PORT: port,
    APP_URL: appUrl,
    APP_KEY: given.APP_KEY || keptSecret(dataDir, 'app_key'),
    SETUP_TOKEN: given.SETUP_TOKEN || keptSecret(dataDir, 'setup_token'),
    DATA_DIR: dataDir,
    DEMO: given.DEMO || demo,
  }
  const isDemo = ['1', 'true'].includes(variables.DEMO ?? '')
  return { dataDir, host, port: Number(port), appUrl, demo: isDemo, variables }
}

/** The environment as given, less the owner's address, which only migrations and seeds may know. */
export function inherited(): Variables {
  return Object.fromEntries(
    Object.entries(process.env).filter(
      (entry): entry is [string, string] =>
        entry[1] !== undefined && entry[0] !== 'DATABASE_OWNER_URL'
    )
  )
}

function nameOf(host: string): string {
  return ['127.0.0.1', '0.0.0.0', '::', '::1'].includes(host) ? 'localhost' : host
}

function keptSecret(dataDir: string, name: string): string {
  const path = join(dataDir, name)
  if (!existsSync(path)) writeFileSync(path, randomBytes(32).toString('base64url'), { mode: 0o600 })
  return readFileSync(path, 'utf8')
}
