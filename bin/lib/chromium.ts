import { execFileSync, spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { Refusal } from './refusal.js'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const MAC = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'

/**
 * A Chromium to test pages with: the system's, else Debian's (installed when we are root there),
 * else the one of the npm package `@sparticuz/chromium`. Refuses when none runs.
 */
export async function findChromium(log: (sentence: string) => void): Promise<string> {
  const found = [process.env.CHROMIUM_PATH ?? null, onPath(), MAC].find(runs)
  if (found) return found
  const installed = installFromDebian(log)
  if (runs(installed)) return installed
  const packaged = await fromPackage()
  if (runs(packaged)) return packaged
  throw new Refusal(
    'The browser tests need Chromium and none was found: install it ("apt install chromium"), ' +
      'or give its path in CHROMIUM_PATH.'
  )
}

function onPath(): string | null {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/bin', '/snap/bin']
  const paths = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)))
  return paths.find(isExecutable) ?? null
}

function installFromDebian(log: (sentence: string) => void): string | null {
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) return null
  log('Installing Chromium from the system’s packages…')
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const options = { env: environment, stdio: ['ignore', 'ignore', 'inherit'] as const }
  try {
    execFileSync('apt-get', ['update', '-qq'], { ...options, stdio: 'ignore' })
    execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], {
      ...options,
      stdio: ['ignore', 'ignore', 'inherit'],
    })
  } catch {
    return null
  }
  return onPath()
}

async function fromPackage(): Promise<string | null> {
  if (process.platform !== 'linux') return null
  try {
    const { default: chromium } = await import('@sparticuz/chromium')
    return await chromium.executablePath()
  } catch {
    return null
  }
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

// Some systems have a `chromium` that only says where to get one.
function runs(path: string | null): path is string {
  return path !== null && isExecutable(path) && spawnSync(path, ['--version']).status === 0
}
