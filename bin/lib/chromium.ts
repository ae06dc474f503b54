import { spawnSync } from 'node:child_process'
import { findProgram, installFromDebian, isExecutable, mayInstall } from './outside_program.js'
import { Refusal } from './refusal.js'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const MAC = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'

/**
 * A Chromium to test pages with: the system's, else Debian's (installed when we are root there),
 * else the one of the npm package `@sparticuz/chromium`. Refuses when none runs.
 */
export async function findChromium(log: (sentence: string) => void): Promise<string> {
  const found = [process.env.CHROMIUM_PATH ?? null, findProgram(NAMES), MAC].find(runs)
  if (found) return found
  const installed = install(log)
  if (runs(installed)) return installed
  const packaged = await fromPackage()
  if (runs(packaged)) return packaged
  throw new Refusal(
    'The browser tests need Chromium and none was found: install it ("apt install chromium"), ' +
      'or give its path in CHROMIUM_PATH.'
  )
}

function install(log: (sentence: string) => void): string | null {
  if (!mayInstall()) return null
  log('Installing Chromium from Debian…')
  return installFromDebian(['chromium']) ? findProgram(NAMES) : null
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

// Some systems have a `chromium` that only says where to get one.
function runs(path: string | null): path is string {
  return path !== null && isExecutable(path) && spawnSync(path, ['--version']).status === 0
}
